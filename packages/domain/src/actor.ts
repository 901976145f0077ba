import type { KommuneNumber } from './kommune.ts';

/** What a guardian's link is for. */
export type LinkPurpose = 'invitation' | 'offer' | 'fee-application';

/** Who does something. Written to the case log with every change. */
export type Actor =
  /** A system that acts for the kommune with a Maskinporten token; `employee` names the caseworker behind it. */
  | {
      readonly type: 'kommune';
      readonly kommune: KommuneNumber;
      readonly organisation: string;
      /** The vendor that holds the delegation, when one acts for the kommune. */
      readonly supplier?: string;
      readonly employee?: string;
      readonly permissions: readonly string[];
    }
  /** A guardian who came through a link, which opens one thing. */
  | {
      readonly type: 'guardian';
      readonly kommune: KommuneNumber;
      readonly guardianId: string;
      readonly opens: { readonly purpose: LinkPurpose; readonly id: string };
    }
  /** A job or schedule of our own. */
  | { readonly type: 'system'; readonly name: string };

/** For the case log: who, in one line, without personal data beyond the employee's own identifier. */
export function actorText(actor: Actor): string {
  switch (actor.type) {
    case 'kommune':
      return `kommune:${actor.organisation}${actor.supplier ? `/${actor.supplier}` : ''}${actor.employee ? `#${actor.employee}` : ''}`;
    case 'guardian':
      return `guardian:${actor.guardianId}`;
    case 'system':
      return `system:${actor.name}`;
  }
}
