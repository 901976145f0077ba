/** Answers whether text can be kept as it is: no NUL (PostgreSQL refuses it), no half of a surrogate pair. */
export function isPlainText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
