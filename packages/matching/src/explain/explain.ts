import { AppError } from '@opptak/domain';
import { allocateOnly } from '../allocate.ts';
import { rankMemory } from '../engine/rank-memory.ts';
import type { Certificate, MatchInput, MatchResult } from '../format.ts';
import { type Places, smallestChange } from './counterfactuals.ts';
import type { DecidingOptions } from './deciding.ts';
import type { Explanation } from './explanation.ts';
import { type Scene, sceneOf } from './scene.ts';
import { outcomeOf, wishesOf } from './wishes.ts';

/** The engine's public function: the whole allocation, from input to certificate. */
export type Allocate = (input: MatchInput) => MatchResult;

/** A round made ready for explaining its children, one by one. */
export interface ExplainedRound {
  /** @throws AppError not-found `no-such-applicant` */
  explain(applicantId: string): Explanation;
}

/**
 * Makes a finished round ready for explanation. The round is run again, and everything is read from that: an
 * explanation of a result that the engine does not give is worth nothing.
 *
 * @param certificate of the result that the families got
 * @param allocate the engine; counterfactuals are runs of the same, without the certificate
 * @throws AppError conflict `result-not-reproduced` when the result does not belong to this input and this engine.
 */
export function explainedRound(
  input: MatchInput,
  certificate: Pick<Certificate, 'input' | 'result'>,
  allocate: Allocate,
  options: DecidingOptions = {},
): ExplainedRound {
  const result = allocate(input);
  if (certificate.input !== result.certificate.input || certificate.result !== result.certificate.result) {
    throw new AppError(
      'conflict',
      'result-not-reproduced',
      'The result does not belong to this input and engine',
    );
  }
  const scene = sceneOf(input, result);
  // One round after another with a word changed for one child: most of it is ranked already.
  const memory = rankMemory();
  const places: Places = (changed) => allocateOnly(changed, memory);
  return { explain: (id) => explainChild(scene, id, options, places) };
}

function explainChild(scene: Scene, id: string, options: DecidingOptions, places: Places): Explanation {
  const applicant = scene.child.get(id);
  if (!applicant) throw new AppError('not-found', 'no-such-applicant', 'The round has no such applicant');
  return {
    format: 'opptak-explanation/1',
    applicant: id,
    result: scene.result.certificate.result,
    outcome: outcomeOf(scene, applicant),
    wishes: wishesOf(scene, applicant, options),
    change: smallestChange(scene, applicant, places),
  };
}
