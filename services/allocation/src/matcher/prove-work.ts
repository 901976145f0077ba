import type { ProofSummary, RunProof } from '@opptak/contracts';
import { type MatchResult, readMatchInput } from '@opptak/matching';
import { type ComponentProof, type ProofBudget, proveDeviations } from '@opptak/matching-exact';
import type { Delivered } from './delivery.ts';
import { inParts, joined } from './parts.ts';

export interface ProofQuestion {
  readonly budget: ProofBudget;
}

export interface ProofFound {
  /** `opptak-proof/1`, whole, with the result that was found. */
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
  readonly verdict: NonNullable<RunProof['verdict']>;
  readonly summary: ProofSummary;
}

/**
 * Asks the exact solver whether fewer families could have been left with a claim. What it finds is believed only when the
 * independent checker calls it VALID.
 *
 * @throws AppError unprocessable `bad-result`
 */
export async function proved({ budget }: ProofQuestion, { input, result }: Delivered): Promise<ProofFound> {
  const proof = await proveDeviations(readMatchInput(JSON.parse(joined(input))), JSON.parse(joined(result)), {
    budget,
  });
  const { solver, components, better } = proof;
  const found = new Set(components.map(({ verdict }) => verdict));
  return {
    parts: inParts(JSON.stringify(proof)),
    verdict: found.has('better') ? 'better' : found.has('undecided') ? 'undecided' : 'nothing-better',
    summary: { solver, components: components.map(shown), better: better && inShort(better) },
  };
}

function shown(component: ComponentProof): ProofSummary['components'][number] {
  const { families, children, kindergartens, verdict } = component;
  return {
    families: [...families],
    children,
    kindergartens,
    verdict,
    because: component.verdict === 'undecided' ? component.because : null,
    left: component.verdict === 'better' ? [...component.left] : null,
    fewest: component.verdict === 'better' ? component.fewest : null,
    moves:
      component.verdict === 'better'
        ? component.moves.map(({ id, from, to }) => ({ applicationId: id, from, to }))
        : [],
  };
}

const inShort = ({ assignments, deviations, certificate }: MatchResult) => ({
  deviations: deviations.length,
  placed: assignments.filter(({ kindergarten }) => kindergarten !== null).length,
  certificateHash: certificate.result,
});
