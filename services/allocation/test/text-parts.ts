/** A document as a stored one is read, in one part. */
export async function* textParts(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
