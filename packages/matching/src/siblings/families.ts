import { compareIds } from '../canonical/id-order.ts';
import type { Setting } from '../engine/setting.ts';
import type { Applicant } from '../format.ts';

export type TogetherMode = 'required' | 'preferred' | 'nearby' | 'listed';

/** Siblings who apply as one. */
export interface JointFamily {
  readonly id: string;
  readonly mode: TogetherMode;
  readonly members: readonly number[];
  /** Joint wishes as listed by the family itself. */
  readonly listed?: readonly (readonly (string | null)[])[];
}

const strongest: readonly TogetherMode[] = ['required', 'preferred', 'nearby'];

/** Finds the families whose members apply as one; siblings who apply each for themselves only share a lot. By id. */
export function jointFamilies(setting: Setting): JointFamily[] {
  const rows = new Map<string, number[]>();
  setting.applicants.forEach(({ family }, row) => {
    if (family === undefined) return;
    const members = rows.get(family);
    if (members) members.push(row);
    else rows.set(family, [row]);
  });
  const listed = new Map(setting.input.families?.map((family) => [family.id, family]));
  const families: JointFamily[] = [];
  for (const [id, members] of rows) {
    if (members.length < 2) continue;
    const applicants = members.map((row) => setting.applicants[row]!);
    const own = listed.get(id);
    if (own) {
      const rowOf = new Map(applicants.map((applicant, index) => [applicant.id, members[index]!]));
      const inOrder = own.members.map((member) => rowOf.get(member)!);
      families.push({ id, mode: 'listed', members: inOrder, listed: own.wishes });
      continue;
    }
    const mode = strongest.find((mode) => applicants.some(({ together }) => together === mode));
    if (!mode) continue;
    const byId = (a: number, b: number) => compareIds(idAt(setting, a), idAt(setting, b));
    families.push({ id, mode, members: members.sort(byId) });
  }
  return families.sort((a, b) => compareIds(a.id, b.id));
}

const idAt = (setting: Setting, row: number): string => (setting.applicants[row] as Applicant).id;
