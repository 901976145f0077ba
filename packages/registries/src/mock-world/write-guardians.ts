import { guardianFields } from './guardian-elements.ts';
import type { Guardianship } from './mock-world.ts';
import type { RegisterElement } from './register-format.ts';
import type { WorldParts } from './world-parts.ts';

/** On the child's document, and on that of each holder. */
export function writeGuardians({ store }: WorldParts, child: string, guardians: Guardianship): void {
  const former = store.document(child)?.foreldreansvar?.filter((one) => one.erGjeldende) ?? [];
  const fields = guardianFields(child, guardians);
  store.set(child, 'foreldreansvar', fields, { reason: 'Foreldreansvar' });
  for (const element of former) {
    if (typeof element.ansvarlig !== 'string' || !store.document(element.ansvarlig)) continue;
    store.edit(element.ansvarlig, 'foreldreansvar', (own) =>
      own.ansvarssubjekt === child ? { ...own, erGjeldende: false } : own,
    );
  }
  for (const one of fields) {
    if (typeof one.ansvarlig === 'string') store.add(one.ansvarlig, 'foreldreansvar', one);
  }
}

/** Joint responsibility passes to those who live; a sole holder's ends. @returns how it was, by child. */
export function survivorsTakeOver(
  parts: WorldParts,
  dead: string,
  on: string,
): ReadonlyMap<string, readonly RegisterElement[]> {
  const { store, happened } = parts;
  const before = new Map<string, readonly RegisterElement[]>();
  const wards = store.document(dead)?.foreldreansvar?.filter((one) => one.erGjeldende) ?? [];
  for (const child of new Set(wards.map((one) => String(one.ansvarssubjekt)))) {
    if (child === dead || !store.document(child)) continue;
    const elements = store.document(child)?.foreldreansvar ?? [];
    before.set(child, elements);
    const living = elements.filter((one) => one.erGjeldende && one.ansvarlig !== dead);
    store.set(
      child,
      'foreldreansvar',
      living.map((one) => ({ ansvar: roleOf(parts, child, one), ...holderOf(one), ansvarssubjekt: child })),
      { reason: 'Dødsfall', on },
    );
    happened(store.current(child), 'endringIForeldreansvar');
  }
  return before;
}

/** The one who is left holds the responsibility as what they are to the child. */
function roleOf({ store }: WorldParts, child: string, element: RegisterElement): string {
  const relations = store.document(child)?.familierelasjon ?? [];
  const relation = relations.find((one) => one.relatertPerson === element.ansvarlig && one.erGjeldende);
  const role = relation?.relatertPersonsRolle;
  return role === 'mor' || role === 'far' || role === 'medmor' ? role : 'andre';
}

const holderOf = (element: RegisterElement): Record<string, unknown> =>
  element.ansvarlig === undefined
    ? { ansvarligUtenIdentifikator: element.ansvarligUtenIdentifikator }
    : { ansvarlig: element.ansvarlig };
