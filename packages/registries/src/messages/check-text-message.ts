import type { TextMessage } from './message-service.ts';

/** The services cut or refuse longer ones; we want to know before anything is sent. */
const longestText = 1_600;

/** @throws RangeError, which names neither the number nor the text. */
export function checkTextMessage({ text, mobile }: TextMessage): void {
  if (text === '' || text.length > longestText) {
    throw new RangeError(`A text message has between 1 and ${longestText} characters`);
  }
  if (!/^\+\d{6,15}$/.test(mobile)) throw new RangeError('A mobile number has its country code: +47…');
}
