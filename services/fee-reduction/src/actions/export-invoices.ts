import { parse } from '@opptak/contracts';
import { AppError } from '@opptak/domain';
import {
  type InvoiceBasis,
  invoiceCsv,
  lg04File,
  type Payer,
  type RefundBasis,
  refundCsv,
  vismaFile,
} from '@opptak/rules';
import { openIdentity } from '@opptak/service';
import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import type { StoredBasis } from '../repositories/invoices.ts';

export const fileFormats = ['json', 'csv', 'lg04', 'visma'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** A file for an economy system. The same basis gives the same bytes. */
export interface InvoiceFile {
  readonly mediaType: 'application/json' | 'text/csv' | 'application/octet-stream';
  readonly bytes: Buffer;
}

const Adults = Type.Array(Type.Object({ personId: Type.String(), sealedIdentity: Type.String() }));

/** Writes an issued basis in one of the formats. LG04 and Visma name who pays: identities are opened for them only. */
export function exportInvoices(
  deps: Pick<Deps, 'identityVault' | 'choices'>,
  stored: StoredBasis,
  format: FileFormat,
  people: readonly { readonly payerId: string; readonly adults: unknown }[],
): InvoiceFile {
  // Written by us from an InvoiceBasis, and guarded by its hash.
  const basis: InvoiceBasis = JSON.parse(stored.document);
  const { lg04, visma } = deps.choices(stored.kommune);
  switch (format) {
    case 'json':
      return { mediaType: 'application/json', bytes: Buffer.from(stored.document) };
    case 'csv':
      return { mediaType: 'text/csv', bytes: Buffer.from(invoiceCsv(basis)) };
    case 'lg04':
      return octets(lg04File(basis, payersOf(deps, stored, basis, people), lg04, stored.issuedOn).bytes);
    case 'visma':
      return octets(vismaFile(basis, payersOf(deps, stored, basis, people), visma).bytes);
  }
}

/** The refund basis of private kindergartens, as JSON or CSV. */
export function exportRefunds(stored: StoredBasis, format: 'json' | 'csv'): InvoiceFile {
  if (format === 'json') return { mediaType: 'application/json', bytes: Buffer.from(stored.refundDocument) };
  const basis: RefundBasis = JSON.parse(stored.refundDocument);
  return { mediaType: 'text/csv', bytes: Buffer.from(refundCsv(basis)) };
}

const octets = (bytes: Uint8Array): InvoiceFile => ({
  mediaType: 'application/octet-stream',
  bytes: Buffer.from(bytes),
});

function payersOf(
  { identityVault }: Pick<Deps, 'identityVault'>,
  { kommune }: StoredBasis,
  basis: InvoiceBasis,
  people: readonly { readonly payerId: string; readonly adults: unknown }[],
): readonly Payer[] {
  const wanted = new Set(basis.rows.map(({ payerId }) => payerId));
  const payers = new Map<string, Payer>();
  for (const { personId, sealedIdentity } of people.flatMap(({ adults }) =>
    parse(Adults, adults, 'child.adults'),
  )) {
    if (!wanted.has(personId) || payers.has(personId)) continue;
    const identity = openIdentity(identityVault, kommune, personId, sealedIdentity);
    const { nationalId, name, address, addressConfidential } = identity;
    const shown = addressConfidential ? null : address;
    payers.set(personId, {
      payerId: personId,
      customerNumber: nationalId,
      name,
      addressLine: shown?.line ?? '',
      postalCode: shown?.postalCode ?? '',
      place: shown?.town ?? '',
    });
  }
  const missing = basis.rows.filter(({ payerId, amountOere }) => amountOere !== 0 && !payers.has(payerId));
  if (missing.length > 0) {
    throw new AppError('conflict', 'payer-unknown', 'Some rows have no known payer', {
      faults: missing
        .slice(0, 50)
        .map(({ number }) => ({ at: `/rows/${number}`, message: 'has no known payer' })),
    });
  }
  return [...payers.values()];
}
