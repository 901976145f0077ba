import { parse } from '@opptak/contracts';
import { type Certificate, publicCertificate } from '@opptak/matching';
import { StoredResult } from '../snapshot/stored-result.ts';
import type { Delivered } from './delivery.ts';
import { joined } from './parts.ts';

/** What is read out of a stored result without its being read as a whole. */
export interface Published {
  /** The certificate without personal data, as JSON. */
  readonly publicCertificate: string;
  readonly unplacedRights: StoredResult['unplacedRights'];
}

/** Reads a stored result. */
export function published({ result }: Delivered): Published {
  const document: unknown = JSON.parse(joined(result));
  const { unplacedRights } = parse(StoredResult, document, 'run_document_part.result');
  const { certificate }: { certificate: Certificate } = JSON.parse(joined(result));
  return { publicCertificate: JSON.stringify(publicCertificate(certificate)), unplacedRights };
}
