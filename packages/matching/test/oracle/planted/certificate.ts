import { hashOfText } from '../../../checker/reading/hashes.ts';
import { criteria } from '../documents.ts';
import { forge, type Planted, withCertificate, withRows } from './forge.ts';
import { each, plain, plainResult, siblings, siblingsResult } from './rounds.ts';

export const certificate: Planted = {
  'another seed in the certificate': {
    code: 'wrong-seed',
    forged: () =>
      forge(
        plain,
        (result) =>
          withCertificate(result, {
            seed: { ...result.certificate.seed, reveal: 'x', commitment: hashOfText('x') },
          }),
        plainResult,
      ),
  },
  'a commitment that was never made': {
    code: 'wrong-seed',
    forged: () =>
      forge(
        plain,
        (result) => withCertificate(result, { seed: { ...result.certificate.seed, committed: true } }),
        plainResult,
      ),
  },
  'facts changed after the run, hashes left alone': {
    code: 'wrong-input-hash',
    forged: () => ({
      input: each(plain, (child) => ({ ...child, facts: { ...child.facts, siblingAt: [] } })),
      result: plainResult,
    }),
  },
  'criteria changed after the run, hashes left alone': {
    code: 'wrong-rules-hash',
    forged: () => ({ input: { ...plain, criteria: criteria.slice(0, 3) }, result: plainResult }),
  },
  'a cut-off moved': {
    code: 'wrong-group',
    forged: () =>
      forge(
        plain,
        (result) =>
          withCertificate(result, {
            groups: result.certificate.groups.map((group) =>
              group.cutoff ? { ...group, cutoff: { ...group.cutoff, rank: group.cutoff.rank + 1 } } : group,
            ),
          }),
        plainResult,
      ),
  },
  'more places claimed than there are': {
    code: 'wrong-group',
    forged: () =>
      forge(
        plain,
        (result) =>
          withCertificate(result, {
            groups: result.certificate.groups.map((group) => ({ ...group, places: group.places + 1 })),
          }),
        plainResult,
      ),
  },
  'another reason for a refusal': {
    code: 'wrong-refusal',
    forged: () =>
      forge(
        plain,
        (result) =>
          withCertificate(result, {
            refusals: result.certificate.refusals.map((refusal) => ({ ...refusal, decidedBy: 'lot' })),
          }),
        plainResult,
      ),
  },
  'a refusal left out': {
    code: 'wrong-refusal',
    forged: () =>
      forge(
        plain,
        (result) => withCertificate(result, { refusals: result.certificate.refusals.slice(1) }),
        plainResult,
      ),
  },
  'a group too many': {
    code: 'wrong-group',
    forged: () =>
      forge(
        plain,
        (result) =>
          withCertificate(result, {
            groups: result.certificate.groups.flatMap((group, i) => (i === 5 ? [group, group] : [group])),
          }),
        plainResult,
      ),
  },
  'a refusal told twice': {
    code: 'wrong-refusal',
    forged: () =>
      forge(
        plain,
        (result) =>
          withCertificate(result, {
            refusals: [...result.certificate.refusals, ...result.certificate.refusals.slice(-1)],
          }),
        plainResult,
      ),
  },
  'a proof of optimality that proves nothing': {
    code: 'wrong-optimality',
    forged: () =>
      forge(
        plain,
        (result) =>
          withCertificate(result, { optimality: { claim: 'child-optimal', order: [0, 0, 0, 0, 0, 0] } }),
        plainResult,
      ),
  },
  'no proof of optimality, where there is one': {
    code: 'wrong-optimality',
    forged: () =>
      forge(
        plain,
        (result) => withCertificate(result, { optimality: { claim: 'child-optimal', order: null } }),
        plainResult,
      ),
  },
  'a guarantee that does not hold with siblings': {
    code: 'wrong-optimality',
    forged: () =>
      forge(
        siblings,
        (result) => withCertificate(result, { optimality: { claim: 'child-optimal', order: null } }),
        siblingsResult,
      ),
  },
  'an assignment changed, hashes left alone': {
    code: 'wrong-result-hash',
    forged: () => ({
      input: plain,
      result: withRows(plainResult, (row) => (row.wish === 1 ? { ...row, wish: 2 } : row)),
    }),
  },
  'statistics that flatter': {
    code: 'wrong-stats',
    forged: () => ({
      input: plain,
      result: { ...plainResult, stats: { ...plainResult.stats, firstWish: plainResult.stats.firstWish + 1 } },
    }),
  },
  'a field that the format does not know': {
    code: 'unreadable-result',
    forged: () => ({ input: plain, result: { ...plainResult, ...{ note: 'all is well' } } }),
  },
  'another engine named, hashes left alone': {
    code: 'wrong-document-hash',
    forged: () => ({
      input: plain,
      result: withCertificate(plainResult, { engine: 'another-engine/1.0.0' }),
    }),
  },
};
