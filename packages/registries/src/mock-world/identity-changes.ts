import type { MockWorld } from './mock-world.ts';
import type { WorldParts } from './world-parts.ts';

type IdentityChanges = Pick<MockWorld, 'changeNumber' | 'merge' | 'changeName'>;

/**
 * New numbers, merged registrations, names. A person's own document follows the new number; other people's go on
 * naming the earlier one: whoever reads them must look it up, and finds the person.
 */
export function identityChanges({ store, numbers, homes, happened }: WorldParts): IdentityChanges {
  return {
    changeNumber(person, next) {
      const old = store.current(person);
      const birth = store.document(old)?.foedsel?.find((one) => one.erGjeldende)?.foedselsdato;
      const sex = store.document(old)?.kjoenn?.find((one) => one.erGjeldende)?.kjoenn;
      const number = next ?? numbers.next(String(birth ?? '2020-01-01'), sex === 'mann' ? 'male' : 'female');
      numbers.take(number);
      store.edit(old, 'identifikasjonsnummer', (element) => ({ ...element, status: 'opphoert' }));
      store.set(
        old,
        'identifikasjonsnummer',
        [{ status: 'iBruk', foedselsEllerDNummer: number, identifikatortype: 'foedselsnummer' }],
        { reason: 'Nytt identifikasjonsnummer' },
      );
      if (store.document(old)?.status?.some((one) => one.erGjeldende && one.status === 'midlertidig')) {
        store.set(old, 'status', [{ status: 'ikkeBosatt' }]);
      }
      const renamed = (value: unknown): unknown => (value === old ? number : value);
      store.edit(old, 'foreldreansvar', (element) => ({
        ...element,
        ansvarssubjekt: renamed(element.ansvarssubjekt),
        ansvarlig: renamed(element.ansvarlig),
      }));
      store.rename(old, number);
      const lives = homes.get(old);
      if (lives) homes.set(number, lives);
      homes.delete(old);
      happened(old, 'endringIIdentifikasjonsnummer');
      happened(number, 'personErOpprettet');
      return number;
    },

    merge(kept, ceased) {
      const [stays, goes] = [store.current(kept), store.current(ceased)];
      if (stays === goes) throw new RangeError('One registration can not be merged with itself');
      const element = store.document(goes)?.identifikasjonsnummer?.find((one) => one.erGjeldende);
      const current = store.document(stays)?.identifikasjonsnummer ?? [];
      store.put(stays, {
        ...store.document(stays),
        identifikasjonsnummer: [
          ...current,
          ...(element ? [{ ...element, erGjeldende: false, status: 'opphoert' }] : []),
        ],
      });
      store.redirect(goes, stays);
      homes.delete(goes);
      happened(goes, 'personErOpphoertSomDublett');
      happened(stays, 'personErViderefoertSomGjeldendeVedSammenslaaing');
    },

    changeName(person, name) {
      const number = store.current(person);
      store.set(
        number,
        'navn',
        [
          {
            fornavn: name.first,
            ...(name.middle === undefined ? {} : { mellomnavn: name.middle }),
            etternavn: name.last,
          },
        ],
        { reason: 'Navneendring' },
      );
      happened(number, 'endringINavn');
    },
  };
}
