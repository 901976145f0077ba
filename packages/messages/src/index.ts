export * from './catalogue.ts';
export * from './language.ts';
export { type LetterPart, type LetterRequest, renderLetter } from './letter/render-letter.ts';
export * from './render-message.ts';
export * from './sami-area.ts';
export * from './sms-length.ts';
export type { Channel, ValueKind, ValuesOf } from './template.ts';
