import { type Clock, dateInNorway, instantInNorway, isoDate } from '@opptak/domain';
import { type PersonDocument, type RegisterElement, registerTime } from './register-format.ts';

/** Person documents, and which number leads to which. */
export interface PersonStore {
  /** @throws RangeError when nobody has the number. */
  current(person: string): string;
  document(person: string): PersonDocument | undefined;
  people(): IterableIterator<string>;
  put(person: string, document: PersonDocument): void;
  /** New current elements; those that were current become history. */
  set(person: string, property: string, fields: readonly Record<string, unknown>[], change?: Change): void;
  /** As `set`, and the history of the property goes too: what is protected must not be read backwards. */
  replaceAll(
    person: string,
    property: string,
    fields: readonly Record<string, unknown>[],
    change?: Change,
  ): void;
  /** Adds one more current element. */
  add(person: string, property: string, fields: Record<string, unknown>, change?: Change): void;
  /** Changes current elements as they stand: no new element, no history. */
  edit(person: string, property: string, change: (element: RegisterElement) => RegisterElement): void;
  /** From now on `old` finds the person under `next`. */
  redirect(old: string, next: string): void;
  /** The document moves to another number. */
  rename(old: string, next: string): void;
}

/** Why and from when. */
export interface Change {
  readonly reason?: string;
  /** YYYY-MM-DD; default the clock's instant. */
  readonly on?: string | undefined;
}

export function personStore(clock: Clock): PersonStore {
  const documents = new Map<string, PersonDocument>();
  const redirects = new Map<string, string>();

  const current = (person: string): string => {
    let number = person;
    for (let next = redirects.get(number); next !== undefined; next = redirects.get(number)) number = next;
    if (!documents.has(number)) throw new RangeError('Nobody in the mock world has this number');
    return number;
  };
  const change = (
    person: string,
    property: string,
    next: (elements: readonly RegisterElement[]) => readonly RegisterElement[],
  ): void => {
    const number = current(person);
    const document = documents.get(number) ?? {};
    documents.set(number, { ...document, [property]: next(document[property] ?? []) });
  };
  const made = (fields: Record<string, unknown>, { reason, on }: Change = {}): RegisterElement => ({
    ajourholdstidspunkt: registerTime(clock.now()),
    erGjeldende: true,
    kilde: 'Synutopia',
    ...(reason === undefined ? {} : { aarsak: reason }),
    gyldighetstidspunkt: registerTime(instantInNorway(isoDate(on ?? dateInNorway(clock.now())), '00:00')),
    ...fields,
  });
  const ended = (element: RegisterElement): RegisterElement =>
    element.erGjeldende
      ? { ...element, erGjeldende: false, opphoerstidspunkt: registerTime(clock.now()) }
      : element;

  return {
    current,
    document(person) {
      try {
        return documents.get(current(person));
      } catch {
        return undefined;
      }
    },
    people: () => documents.keys(),
    put: (person, document) => void documents.set(person, document),
    set: (person, property, fields, why) =>
      change(person, property, (old) => [...fields.map((one) => made(one, why)), ...old.map(ended)]),
    replaceAll: (person, property, fields, why) =>
      change(person, property, () => fields.map((one) => made(one, why))),
    add: (person, property, fields, why) => change(person, property, (old) => [made(fields, why), ...old]),
    edit: (person, property, edit) =>
      change(person, property, (old) =>
        old.map((element) => (element.erGjeldende ? edit(element) : element)),
      ),
    redirect(old, next) {
      documents.delete(old);
      redirects.set(old, next);
    },
    rename(old, next) {
      const document = documents.get(current(old)) ?? {};
      documents.delete(current(old));
      documents.set(next, document);
      redirects.set(old, next);
    },
  };
}
