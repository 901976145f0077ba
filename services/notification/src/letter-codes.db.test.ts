import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, openBench, storfjord } from '../test/bench.ts';
import { letterCode, readLetterCode } from './messages/letter-code.ts';

let bench: Bench;
let mother: string;
let letter: { readonly id: string; readonly letter_code: string };
let code: string;

/** Both parents get a letter: neither has given a way to be reached. */
beforeAll(async () => {
  bench = await openBench();
  await bench.kindergartens();
  const family = bench.family(1);
  mother = bench.childId(family.mother);
  await bench.sync('initial');
  await bench.openRound();
  await bench.campaign();
  bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
  await bench.work();
  const [row] = await bench.rows(
    `select id, letter_code from notification.message where channel = 'letter' and person_id = $1`,
    [mother],
  );
  letter = { id: String(row?.['id']), letter_code: String(row?.['letter_code']) };
  code = letterCode(bench.deps.vault, storfjord, letter.id);
});
afterAll(() => bench[Symbol.asyncDispose]());

const open = (typed: string) =>
  bench.app.inject({ method: 'POST', url: '/v1/letter-codes/open', payload: { code: typed } });

describe('the code in a letter', () => {
  test('stands there as a short address, names its kommune, and is not what is stored', async () => {
    expect(code).toMatch(/^5538(-[2-9A-HJKMNP-TV-Z]{4}){3}$/);
    const again = await bench.app.inject({
      method: 'GET',
      url: `/v1/messages/${letter.id}/letter`,
      headers: { authorization: bench.bearer({ kommune: storfjord }) },
    });
    expect(again.rawPayload.toString('latin1')).toContain(`https://opptak.example/k/${code}`);
    expect(letter.letter_code).toMatch(/^[0-9a-f]{64}$/);
  });

  test('opens the same thing as the link that is sent electronically, for the guardian it was written to', async () => {
    for (const typed of [code, code.toLowerCase().replaceAll('-', ' '), code.replaceAll('-', '–')]) {
      const opened = await open(typed);
      expect(opened.statusCode).toBe(200);
      const { token, purpose } = opened.json();
      expect(purpose).toBe('invitation');
      expect(await bench.deps.links.actorOf(token)).toMatchObject({ guardianId: mother, kommune: storfjord });
    }
  });

  test('that is none, is of no letter or of no kommune here opens nothing, and all look the same', async () => {
    const other = code.slice(0, -1) + (code.endsWith('X') ? 'Y' : 'X');
    for (const typed of [
      other,
      code.replace('5538', '5540'),
      code.replace('5538', '0301'),
      '5538-0000-1111-LLLL',
    ]) {
      const { statusCode, json } = await open(typed);
      expect([statusCode, json().type]).toEqual([404, 'urn:opptak:code-not-found']);
    }
  });

  test('dies with the link it stands for, and when the letter is taken back', async () => {
    await bench.rows(`update notification.message set status = 'retracted', sent_at = null where id = $1`, [
      letter.id,
    ]);
    expect((await open(code)).statusCode).toBe(404);
    await bench.rows(`update notification.message set status = 'sent', sent_at = planned_at where id = $1`, [
      letter.id,
    ]);
    expect((await open(code)).statusCode).toBe(200);
    bench.clock.moveTo(new Date('2028-01-01T00:00:00Z'));
    expect((await open(code)).statusCode).toBe(404);
  });

  test('is read however it is typed, and only as one', () => {
    expect(readLetterCode('5538 k7qm 4xrt 9hwd')).toEqual({ kommune: '5538', code: '5538-K7QM-4XRT-9HWD' });
    for (const wrong of [
      '',
      '5538-K7QM-4XRT',
      '5538-K7QM-4XRT-9HWDD',
      '553-K7QM-4XRT-9HWD',
      '5538-K7QM-4XRT-9HW0',
    ]) {
      expect(readLetterCode(wrong)).toBeNull();
    }
  });
});
