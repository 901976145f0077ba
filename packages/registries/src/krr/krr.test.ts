import { movableClock, type NationalId, nationalId } from '@opptak/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testEnvironmentOf } from '../../test/registry-environments.ts';
import { mockWorld } from '../mock-world/create-mock-world.ts';
import type { Contact, MockWorld } from '../mock-world/mock-world.ts';
import { connectToMocks } from '../mocks/connect-to-mocks.ts';
import { type Mocks, startMocks } from '../mocks/start-mocks.ts';
import type { ContactFacts } from './contact-registry.ts';
import { krr } from './krr.ts';

const clock = movableClock(new Date('2026-03-01T12:00:00Z'));
const email = 'far@example.test';
const mobile = '+4799999999';
let world: MockWorld;
let mocks: Mocks;

function adult(contact?: Contact): NationalId {
  const person = world.addPerson({ birthDate: '1990-05-06', sex: 'male', home: null });
  if (contact) world.setContact(person, contact);
  return nationalId(person, 'synthetic');
}
async function find(person: NationalId): Promise<ContactFacts | undefined> {
  return (await connectToMocks(mocks).contacts.findContacts([person], 'notification')).get(person);
}
/** As the register would answer, but with this person's fields changed. */
async function findAs(fields: Record<string, unknown>): Promise<ContactFacts | undefined> {
  const person = adult();
  const answer = { personer: [{ personidentifikator: person, ...fields }] };
  mocks.faults.next('krr', { type: 'raw', body: JSON.stringify(answer) });
  return find(person);
}

beforeAll(async () => {
  world = mockWorld({ clock });
  mocks = await startMocks({ world, delegatedBy: ['964338531'] });
});
afterAll(() => mocks.close());

describe('Kontaktregisteret', () => {
  test.each<[string, Contact | undefined, Partial<ContactFacts>]>([
    [
      'somebody who can be reached both ways, and reads nynorsk',
      { email, mobile, language: 'nn' },
      { mayBeNotified: true, email, mobile, language: 'nn', reserved: false, status: 'active' },
    ],
    ['somebody with only a telephone', { mobile }, { mayBeNotified: true, email: null, mobile }],
    [
      'somebody who has reserved: no address, though the register holds one',
      { email, mobile, reserved: true },
      { reserved: true, mayBeNotified: false, email: null, mobile: null },
    ],
    [
      'somebody who has not confirmed for 18 months',
      { email, mobile, expired: true },
      { reserved: false, mayBeNotified: false, email: null, mobile: null },
    ],
    [
      'somebody who has left',
      { email, deleted: true },
      { status: 'deleted', mayBeNotified: false, email: null },
    ],
    [
      'somebody the register does not mention',
      undefined,
      { status: 'not-registered', reserved: false, mayBeNotified: false },
    ],
  ])('%s', async (_what, contact, expected) => {
    expect(await find(adult(contact))).toMatchObject(expected);
  });

  test('words we do not know are read as the stricter one', async () => {
    const reachable = {
      status: 'AKTIV',
      reservasjon: 'NEI',
      varslingsstatus: 'KAN_VARSLES',
      kontaktinformasjon: { mobiltelefonnummer: mobile },
    };

    expect(await findAs(reachable)).toMatchObject({ mayBeNotified: true });
    expect(await findAs({ ...reachable, reservasjon: 'KANSKJE' })).toMatchObject({
      reserved: true,
      mobile: null,
    });
    expect(await findAs({ ...reachable, reservasjon: undefined })).toMatchObject({ reserved: true });
    expect(await findAs({ ...reachable, varslingsstatus: 'NY' })).toMatchObject({
      mayBeNotified: false,
      mobile: null,
    });
    expect(await findAs({ ...reachable, status: 'NY' })).toMatchObject({ mayBeNotified: false });
    expect(await findAs({ ...reachable, spraak: 'sma' })).toMatchObject({
      language: null,
      mayBeNotified: true,
    });
  });

  test('a thousand are asked about at once, the answer’s order does not matter, and one more is refused', async () => {
    const some = Array.from({ length: 200 }, (_, index) => adult({ mobile: `+47${90_000_000 + index}` }));
    const { contacts } = connectToMocks(mocks);

    const found = await contacts.findContacts(some, 'notification');

    expect(some.map((person) => found.get(person)?.mobile)).toEqual(
      some.map((_, index) => `+47${90_000_000 + index}`),
    );
    const tooMany = Array.from({ length: 1_001 }, () => some[0] ?? adult());
    await expect(contacts.findContacts(tooMany, 'notification')).rejects.toThrow(RangeError);
  });

  test('nobody we did not ask about is taken in', async () => {
    const [asked, other] = [adult(), adult()];
    const answer = { personer: [{ personidentifikator: other, status: 'AKTIV' }] };
    mocks.faults.next('krr', { type: 'raw', body: JSON.stringify(answer) });

    expect([...(await connectToMocks(mocks).contacts.findContacts([asked], 'notification')).keys()]).toEqual([
      asked,
    ]);
  });

  test('a vendor that acts for a kommune uses the delegated scope', async () => {
    const contacts = krr({
      clock,
      timeoutMs: 2_000,
      baseUrl: mocks.urls.krr,
      tokens: connectToMocks(mocks).tokens,
      consumerOrganisation: '964338531',
    });

    expect((await contacts.findContacts([adult({ mobile })], 'notification')).size).toBe(1);
  });
});

const real = testEnvironmentOf('krr');
test.skipIf(real === null)('the register’s test environment answers for a synthetic person', async () => {
  if (real) expect((await krr(real).findContacts([real.person], 'notification')).has(real.person)).toBe(true);
});
