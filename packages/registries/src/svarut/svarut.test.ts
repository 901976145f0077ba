import { movableClock, nationalId } from '@opptak/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testEnvironmentOf } from '../../test/registry-environments.ts';
import { mockWorld } from '../mock-world/create-mock-world.ts';
import { connectToMocks } from '../mocks/connect-to-mocks.ts';
import { type Mocks, startMocks } from '../mocks/start-mocks.ts';
import { RegistryRefused, RegistryUnavailable } from '../registry-errors.ts';
import type { Letter, LetterPost } from './letter-post.ts';
import { svarUt } from './svarut.ts';

const pdf = new TextEncoder().encode(
  '%PDF-1.7\r\n--not-a-boundary\r\n\u00e6\u00f8\u00e5 \u0161\u014b\u0167\r\n%%EOF',
);

const letter = (change: Partial<Letter> = {}): Letter => ({
  reference: 'vedtak-000123',
  title: 'Vedtak om barnehageplass',
  recipient: {
    nationalId: nationalId('23878597885', 'synthetic'),
    name: 'AKTSOM TESTFORELDER',
    address: { lines: ['Granittvegen 9'], postalCode: '2270', postTown: 'FLISA' },
  },
  documents: [
    { fileName: 'vedtak.pdf', content: pdf },
    { fileName: 'orientering æøå.pdf', content: new Uint8Array([37, 80, 68, 70, 0, 255]) },
  ],
  letterType: 'barnehage.vedtak',
  correlation: 'hovedopptak-2026',
  confidential: true,
  ...change,
});

describe('SvarUt', () => {
  const clock = movableClock(new Date('2026-03-01T12:00:00Z'));
  let mocks: Mocks;
  let post: LetterPost;

  beforeAll(async () => {
    mocks = await startMocks({ world: mockWorld({ clock }) });
    post = connectToMocks(mocks, { timeoutMs: 1_000 }).letters;
  });
  beforeEach(() => mocks.faults.clear());
  afterAll(() => mocks.close());

  test('a letter arrives byte for byte, its documents in order', async () => {
    const id = await post.sendLetter(letter());

    const sent = mocks.svarut.letters.find((one) => one.id === id);
    expect(sent?.files).toEqual([
      { fileName: 'vedtak.pdf', content: pdf },
      { fileName: 'orientering æøå.pdf', content: new Uint8Array([37, 80, 68, 70, 0, 255]) },
    ]);
    expect(sent?.shipment).toMatchObject({
      tittel: 'Vedtak om barnehageplass',
      mottaker: { digitalId: '23878597885', postnummer: '2270', poststed: 'FLISA' },
      kunDigitalLevering: false,
      taushetsbelagtPost: true,
      eksternReferanse: 'vedtak-000123',
      korrelasjonsid: 'hovedopptak-2026',
    });
  });

  test('a letter without an address goes digitally only', async () => {
    const { recipient } = letter();
    const id = await post.sendLetter(letter({ recipient: { ...recipient, address: null } }));

    expect(mocks.svarut.letters.find((one) => one.id === id)?.shipment).toMatchObject({
      kunDigitalLevering: true,
    });
  });

  test('after a lost answer the letter is found by its reference, so it need not be sent again', async () => {
    const reference = 'vedtak-lost-1';
    mocks.faults.next('svarut', { type: 'lose-answer' });

    await expect(post.sendLetter(letter({ reference }))).rejects.toThrow(RegistryUnavailable);

    expect(await post.findLetters(reference)).toHaveLength(1);
    expect(await post.findLetters('vedtak-never-sent')).toEqual([]);
  });

  test('the post does not recognise a repetition: the same reference twice is two letters', async () => {
    const reference = 'vedtak-twice-1';

    await post.sendLetter(letter({ reference }));
    await post.sendLetter(letter({ reference }));

    expect(await post.findLetters(reference)).toHaveLength(2);
  });

  test.each([
    ['MOTTATT', 'pending'],
    ['VARSLET', 'pending'],
    ['SENDT_DIGITALT', 'delivered'],
    ['LEVERT_SDP', 'delivered'],
    ['LEST', 'read'],
    ['PRINTET', 'printed'],
    ['AVVIST', 'failed'],
    ['IKKE_LEVERT', 'failed'],
    // Words of version 3.
    ['LEVERT_ALTINN', 'delivered'],
    ['FEILET_UNDER_MOTTAK', 'failed'],
    ['NY_STATUS', 'unknown'],
  ])('status %s means %s', async (word, state) => {
    const id = await post.sendLetter(letter());
    mocks.svarut.setStatus(id, word);

    expect((await post.findStatuses([id])).get(id)).toEqual({ state, word, changedAt: clock.now() });
  });

  test('letters the post does not know have no status', async () => {
    expect(await post.findStatuses(['00000000-0000-4000-8000-00000000dead'])).toEqual(new Map());
    expect(await post.findStatuses([])).toEqual(new Map());
  });

  test.each<[string, Partial<Letter>]>([
    ['a title too long', { title: 'x'.repeat(1_001) }],
    ['a reference too long', { reference: 'x'.repeat(101) }],
    ['no document', { documents: [] }],
    ['two documents of one name', { documents: [letter().documents, letter().documents].flat() }],
    ['a name that would break the header', { documents: [{ fileName: 'a"\r\nX: y.pdf', content: pdf }] }],
    [
      'six links',
      { links: Array.from({ length: 6 }, () => ({ url: 'https://example.test/', text: 'Svar' })) },
    ],
  ])('%s is refused before anything is sent', async (_what, change) => {
    const before = mocks.log.count('svarut');

    await expect(post.sendLetter(letter(change))).rejects.toThrow(RangeError);

    expect(mocks.log.count('svarut')).toBe(before);
  });

  test('an integration without its password is refused', async () => {
    const token = await mocks.maskinporten.mint({ consumer: '310028142', scope: 'ks:fiks' });
    const answer = await fetch(`${mocks.urls.svarut}/v2/kontoer/x/forsendelser?eksternRef=1`, {
      headers: { authorization: `Bearer ${token}` },
    });

    expect(answer.status).toBe(401);
    await expect(
      svarUt({
        clock,
        timeoutMs: 1_000,
        baseUrl: mocks.urls.svarut,
        tokens: { accessToken: async () => 'not-a-token', forget: () => undefined },
        integration: { integrationId: 'x', integrationPassword: 'y' },
        accountId: 'x',
        senderSystem: 'opptak',
      }).findLetters('x'),
    ).rejects.toThrow(RegistryRefused);
  });
});

const real = testEnvironmentOf('svarut');
test.skipIf(real === null)(
  'the post’s test environment finds no letter for a reference never used',
  async () => {
    if (real)
      expect(await svarUt({ ...real, senderSystem: 'opptak' }).findLetters('opptak-never-used')).toEqual([]);
  },
);
