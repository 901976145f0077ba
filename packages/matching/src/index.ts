export { allocate, allocateOnly } from './allocate.ts';
export * from './bylaws/bylaws-document.ts';
export { compileBylaws, setFor } from './bylaws/compile-bylaws.ts';
export * from './bylaws/criteria-library.ts';
export { describeBylaws, type RuleLine } from './bylaws/describe-bylaws.ts';
export { isLanguage, type Language, languages } from './bylaws/language.ts';
export { lintBylaws } from './bylaws/lint/lint-bylaws.ts';
export * from './bylaws/lint/lint-codes.ts';
export { lintCriteriaLists } from './bylaws/lint/lint-criteria-lists.ts';
export { versionOn } from './bylaws/lint/lint-validity.ts';
export { parseBylaws } from './bylaws/parse-bylaws.ts';
export { canonicalJson } from './canonical/canonical-json.ts';
export { inputHash, resultHash, rulesHash, sha256Hex } from './canonical/document-hash.ts';
export {
  type PublicCertificate,
  type PublicGroup,
  publicCertificate,
} from './certificate/public-certificate.ts';
export { engineVersion } from './certificate/write-result.ts';
export type { SeatRule } from './engine/choice.ts';
export { type RankMemory, rankMemory } from './engine/rank-memory.ts';
export { type Change, type ChangeKind, withChange } from './explain/change.ts';
export type { DecidingOptions } from './explain/deciding.ts';
export { type Allocate, type ExplainedRound, explainedRound } from './explain/explain.ts';
export * from './explain/explanation.ts';
export { type ExplanationLine, explanationLines } from './explain/explanation-lines.ts';
export type * from './format.ts';
export { readMatchInput } from './input/read-match-input.ts';
export { orderAmong } from './order-among.ts';
export { type Pairing, proposePairings, withPairings } from './pairings.ts';
export { type Move, type Refill, refill, refillInput } from './refill.ts';
export {
  type JointMarket,
  type JointMarketChild,
  type JointMarketEntry,
  type JointMarketFamily,
  type JointMarketGroup,
  jointMarket,
} from './siblings/joint-market.ts';
export { changed, type Difference, type WhatIfChange, whatIf } from './what-if.ts';
