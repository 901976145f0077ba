import { type MatchResult, publicCertificate } from '@opptak/matching';
import type { Delivered } from './delivery.ts';
import { joined } from './parts.ts';

/** What is read out of a stored result without its being read as a whole. */
export interface Published {
  /** The certificate without personal data, as JSON. */
  readonly publicCertificate: string;
  readonly unplacedRights: MatchResult['unplacedRights'];
}

/** Reads a stored result, which the checker has read before it was stored. */
export function published({ result }: Delivered): Published {
  const { certificate, unplacedRights }: MatchResult = JSON.parse(joined(result));
  return { publicCertificate: JSON.stringify(publicCertificate(certificate)), unplacedRights };
}
