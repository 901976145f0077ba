const weights = [3, 2, 7, 6, 5, 4, 3, 2] as const;

/** Answers whether `text` is an organisation number: nine digits with a right check digit. */
export function isOrganisationNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(text[8]);
}
