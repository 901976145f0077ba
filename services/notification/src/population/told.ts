import { createHash } from 'node:crypto';
import type { Identity } from '@opptak/contracts';
import { canonicalJson } from '@opptak/rules';
import { type PersonRecord, shownName } from './person-record.ts';
import type { RegisterLevel } from './register-protection.ts';

/** Who somebody is, for the services that must reach a registry or fill in a list. */
export function identityOf(record: PersonRecord, level: RegisterLevel): Identity {
  const { nationalId, name, address } = record;
  const hidden = level !== 'none';
  return {
    nationalId,
    name: shownName(record) ?? '',
    address:
      address === null || hidden
        ? null
        : { line: address.line, postalCode: address.postalCode, town: address.town },
    addressConfidential: hidden,
    ...(name && !name.temporary
      ? {
          givenNames: [name.first, name.middle].filter((part) => part).join(' '),
          familyName: name.last,
        }
      : {}),
    // Said either way: lists to the state take a milder protection, and leave out what nobody has said.
    ...(hidden ? { strictlyConfidential: level === 'strictly-confidential' } : {}),
  };
}

export interface ToldChild {
  readonly childId: string;
  readonly bornOn: string;
  readonly familyId: string;
  readonly householdId: string;
  readonly identity: Identity;
  readonly adults: readonly { readonly personId: string; readonly identity: Identity }[];
}

/** By what has been told, an unchanged family is known again, and not told of twice. */
export const toldHash = (told: ToldChild): string =>
  createHash('sha256').update(canonicalJson(told)).digest('hex');
