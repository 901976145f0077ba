import type { Certificate, CertificateGroup } from '../format.ts';

/** Numbers below this could point at one family. */
const smallest = 5;

export interface PublicGroup extends Pick<CertificateGroup, 'kindergarten' | 'band'> {
  readonly places: number | null;
  readonly filled: number | null;
  readonly ranked: number | null;
  readonly cutoffRank: number | null;
}

/** What everybody may see: enough to check the fingerprints and one's own lot, nothing about another child. */
export interface PublicCertificate extends Omit<Certificate, 'groups' | 'refusals' | 'optimality'> {
  readonly groups: readonly PublicGroup[];
  readonly claim: Certificate['optimality']['claim'];
}

/**
 * The certificate without personal data: no refusals, no ids of applicants, no tuples, and no number below five. In a group
 * where few were ranked or few stood outside, every number that would give that away by subtraction is left out too.
 */
export function publicCertificate(certificate: Certificate): PublicCertificate {
  const { groups, refusals: _refusals, optimality, ...rest } = certificate;
  return { ...rest, claim: optimality.claim, groups: groups.map(publicGroup) };
}

function publicGroup({ kindergarten, band, places, filled, ranked, cutoff }: CertificateGroup): PublicGroup {
  const shown = (value: number) => (value >= smallest ? value : null);
  // Free places and refused children are differences of what is shown: they must not be small either.
  const free = places - filled;
  const outside = ranked - filled;
  const hideFilled =
    filled < smallest || (free > 0 && free < smallest) || (outside > 0 && outside < smallest);
  return {
    kindergarten,
    band,
    places: shown(places),
    filled: hideFilled ? null : filled,
    ranked: outside > 0 && outside < smallest ? null : shown(ranked),
    cutoffRank: cutoff === null || hideFilled ? null : shown(cutoff.rank),
  };
}
