import type { Applicant } from '../format.ts';

/** Answers whether another applicant of the same family wishes a kindergarten. */
export function siblingWishes(
  applicants: readonly Applicant[],
): (applicant: Applicant, kindergartenId: string) => boolean {
  const families = new Map<string, Applicant[]>();
  for (const applicant of applicants) {
    if (applicant.family === undefined) continue;
    const members = families.get(applicant.family);
    if (members) members.push(applicant);
    else families.set(applicant.family, [applicant]);
  }
  return (applicant, kindergartenId) => {
    if (applicant.family === undefined) return false;
    for (const member of families.get(applicant.family) ?? []) {
      if (member.id !== applicant.id && member.wishes.includes(kindergartenId)) return true;
    }
    return false;
  };
}
