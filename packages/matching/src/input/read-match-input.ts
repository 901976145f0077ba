import { AppError, type Fault } from '@opptak/domain';
import { sha256Hex } from '../canonical/document-hash.ts';
import type { MatchInput } from '../format.ts';
import { criteriaOrderFaults } from './criteria-order.ts';
import { hasMatchShape, shapeFaults } from './match-shape.ts';
import { referenceFaults } from './reference-faults.ts';

/**
 * Takes in an `opptak-match/1` document from outside.
 *
 * @throws AppError `bad-match-input` with one fault for each thing that is wrong: a JSON pointer and a message, never a value.
 */
export function readMatchInput(value: unknown): MatchInput {
  if (!hasMatchShape(value)) throw badMatchInput(shapeFaults(value) ?? []);
  const faults = [...referenceFaults(value), ...criteriaOrderFaults(value), ...seedFaults(value)];
  if (faults.length > 0) throw badMatchInput(faults);
  return value;
}

/** The refusal of a document, for faults found at any stage. */
export const badMatchInput = (faults: readonly Fault[]): AppError =>
  new AppError('unprocessable', 'bad-match-input', 'The document can not be allocated', { faults });

function seedFaults({ seed, seedCommitment }: MatchInput): Fault[] {
  if (seedCommitment === undefined || sha256Hex(seed ?? '') === seedCommitment) return [];
  return [{ at: '/seedCommitment', message: 'is not the SHA-256 of the seed: another lot was promised' }];
}
