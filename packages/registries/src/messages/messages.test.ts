import { movableClock } from '@opptak/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testEnvironmentOf } from '../../test/registry-environments.ts';
import { mockWorld } from '../mock-world/create-mock-world.ts';
import { connectToMocks, type MockConnections } from '../mocks/connect-to-mocks.ts';
import { type Mocks, startMocks } from '../mocks/start-mocks.ts';
import { RegistryUnavailable } from '../registry-errors.ts';
import { altinnNotifications } from './altinn-notifications.ts';
import { fiksSms } from './fiks-sms.ts';

const clock = movableClock(new Date('2026-03-01T12:00:00Z'));
const text = (reference: string) => ({
  reference,
  mobile: '+4799999999',
  text: 'Svar på to spørsmål: š ŋ ŧ',
});
const mail = (reference: string) => ({
  reference,
  address: 'mor@example.test',
  subject: 'Barnehageplass',
  text: 'Svar på to spørsmål.',
});
let mocks: Mocks;
let adapters: MockConnections;

beforeAll(async () => {
  mocks = await startMocks({ world: mockWorld({ clock }) });
  adapters = connectToMocks(mocks, { timeoutMs: 1_000 });
});
beforeEach(() => mocks.faults.clear());
afterAll(() => mocks.close());

describe.each([
  ['Fiks SMS', () => adapters.fiksTexts, () => mocks.fiksSms.texts],
  ['Altinn', () => adapters.altinn, () => mocks.altinn.texts],
] as const)('text messages through %s', (_name, service, sent) => {
  test('arrive as they were written, at the number alone', async () => {
    const id = await service().sendText(text('one'));

    expect(sent().find((one) => one.id === id)).toMatchObject({
      mobile: '+4799999999',
      text: text('one').text,
    });
    expect(JSON.stringify(mocks.log.requests().map(({ body }) => body))).not.toMatch(/\d{11}"/);
  });

  test('have a status, also when nobody knows of them', async () => {
    const id = await service().sendText(text('two'));

    expect(await service().findTextStatus(id)).toMatchObject({ state: 'pending' });
    expect(await service().findTextStatus('00000000-0000-4000-8000-00000000dead')).toMatchObject({
      state: 'unknown',
    });
  });

  test.each([
    ['empty', { text: '' }],
    ['too long', { text: 'x'.repeat(1_601) }],
    ['to a number without its country', { mobile: '99999999' }],
  ])('%s are refused before anything is sent', async (_what, change) => {
    const before = sent().length;

    await expect(service().sendText({ ...text('three'), ...change })).rejects.toThrow(RangeError);

    expect(sent()).toHaveLength(before);
  });
});

describe('a repeated message after a lost answer', () => {
  test('is one message through Altinn, which is told the reference', async () => {
    await adapters.altinn.sendText(text('warm-up'));
    mocks.faults.next('altinn', { type: 'lose-answer' }, { path: 'orders' });

    await expect(adapters.altinn.sendEmail(mail('m-1'))).rejects.toThrow(RegistryUnavailable);
    const id = await adapters.altinn.sendEmail(mail('m-1'));

    expect(adapters.altinn.deduplicates).toBe(true);
    expect(mocks.altinn.emails.filter((one) => one.reference === 'm-1').map((one) => one.id)).toEqual([id]);
  });

  test('is two messages through Fiks, which says so', async () => {
    mocks.faults.next('fiks-sms', { type: 'lose-answer' });
    const before = mocks.fiksSms.texts.length;

    await expect(adapters.fiksTexts.sendText(text('t-1'))).rejects.toThrow(RegistryUnavailable);
    await adapters.fiksTexts.sendText(text('t-1'));

    expect(adapters.fiksTexts.deduplicates).toBe(false);
    expect(mocks.fiksSms.texts).toHaveLength(before + 2);
  });
});

describe('e-mail', () => {
  test('arrives as plain text with its subject', async () => {
    const id = await adapters.altinn.sendEmail(mail('m-2'));

    expect(mocks.altinn.emails.find((one) => one.id === id)).toMatchObject({
      address: 'mor@example.test',
      subject: 'Barnehageplass',
      text: 'Svar på to spørsmål.',
    });
    expect(await adapters.altinn.findEmailStatus(id)).toEqual({ state: 'pending', word: 'Email_Succeeded' });
  });

  test.each([
    ['Email_Delivered', 'delivered'],
    ['Email_Failed_Bounced', 'failed'],
    ['SMS_Failed', 'failed'],
    ['Order_SendConditionNotMet', 'failed'],
    ['SMS_Accepted', 'pending'],
    ['Email_Teleported', 'unknown'],
  ])('the word %s means %s', async (word, state) => {
    const body = JSON.stringify({ status: 'Order_Completed', recipients: [{ status: word }] });
    mocks.faults.next('altinn', { type: 'raw', body }, { path: 'shipment' });

    expect(await adapters.altinn.findEmailStatus('x')).toEqual({ state, word });
  });

  test('one token of Altinn’s is exchanged for many messages, and a new one when it is not accepted', async () => {
    const altinn = connectToMocks(mocks).altinn;
    mocks.log.clear();
    await altinn.sendEmail(mail('m-3'));
    await altinn.sendEmail(mail('m-4'));
    const exchanges = () => mocks.log.requests('altinn').filter(({ url }) => url.includes('exchange')).length;
    expect(exchanges()).toBe(1);

    mocks.faults.next('altinn', { type: 'status', status: 401 }, { path: 'orders' });
    await altinn.sendEmail(mail('m-5'));

    expect(exchanges()).toBe(2);
  });
});

const real = testEnvironmentOf('altinn');
const realFiks = testEnvironmentOf('fiks');
test.skipIf(real === null)(
  'Altinn’s test environment does not know a message that was never sent',
  async () => {
    if (!real) return;
    const altinn = altinnNotifications({ ...real, senderName: 'Opptak' });
    expect((await altinn.findEmailStatus('00000000-0000-4000-8000-00000000dead')).state).toBe('unknown');
  },
);
test.skipIf(realFiks === null)(
  'the Fiks test environment does not know a message that was never sent',
  async () => {
    if (!realFiks) return;
    expect((await fiksSms(realFiks).findTextStatus('00000000-0000-4000-8000-00000000dead')).state).toBe(
      'unknown',
    );
  },
);
