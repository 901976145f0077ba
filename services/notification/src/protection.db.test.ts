import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, kaafjord, openBench, permissions, roundId, storfjord, tokenIn } from '../test/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.kindergartens();
});
afterEach(() => bench[Symbol.asyncDispose]());

const employee = { employee: 'kari' };
const invitedFamily = async () => {
  const family = bench.family(1);
  await bench.sync('initial');
  await bench.openRound();
  await bench.campaign();
  bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
  return family;
};

/** Everything that is stored or logged in clear: every table, and every line of the log. */
async function everythingInClear(): Promise<string> {
  const tables = await bench.rows(
    `select table_name from information_schema.tables where table_schema = 'notification'`,
  );
  const texts: string[] = [...bench.logged];
  for (const { table_name } of tables) {
    const rows = await bench.rows(`select row_to_json(t)::text as text from notification.${table_name} t`);
    texts.push(...rows.map(({ text }) => String(text)));
  }
  return texts.join('\n');
}

describe('a protected family', () => {
  test('is written to by nobody, is in no list, event or log, and is served by a named employee', async () => {
    const { mother, child } = bench.family(1);
    bench.family(2);
    bench.world.changeProtection(mother, 'confidential');
    await bench.sync('initial');
    await bench.openRound();
    const dry = await bench.campaign(true);
    const { campaignId } = (await bench.campaign()).json;
    bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
    await bench.work();
    const childId = bench.childId(child);

    expect(dry.json.counts).toEqual([{ decision: 'invite', reason: 'right-this-intake', count: 1 }]);
    expect((await bench.call('GET', `/v1/campaigns/${campaignId}`)).json.counts).toHaveLength(1);
    expect((await bench.call('GET', '/v1/population-summary')).json.children).toBe(1);
    expect((await bench.call('GET', '/v1/manual-cases')).json.cases).toEqual([]);
    expect((await bench.told('invitation.created')).map((one) => one['childId'])).not.toContain(childId);
    expect(await bench.rows(`select id from notification.message where child_id = $1`, [childId])).toEqual(
      [],
    );
    const clear = await everythingInClear();
    for (const canary of [mother, child, 'Familie1', 'Skoleveien']) expect(clear).not.toContain(canary);
    // Kartverket was asked about the other family only.
    expect(bench.mocks.log.requests('kartverket')).toHaveLength(1);

    const desk = await bench.call('GET', '/v1/guarded-cases');
    expect(desk.json.cases).toMatchObject([{ childId, reason: 'household-address-protected' }]);
    const url = `/v1/guarded-cases/${desk.json.cases[0].caseId}/invitation`;
    expect((await bench.call('POST', url, {})).status).toBe(403);
    const handed = await bench.call('POST', url, {}, employee);
    expect(handed.status).toBe(200);
    const invitation = (await bench.told('invitation.created')).find((one) => one['childId'] === childId);
    expect(invitation).toMatchObject({ distances: {} });
    const wishes = invitation?.['proposedWishes'] as { distanceM: number | null }[];
    expect(wishes.map(({ distanceM }) => distanceM)).toEqual([null, null, null]);
    const viewed = await bench.view(tokenIn(handed.json.links[0].url));
    expect(viewed.json).toMatchObject({ childId, address: { value: null } });
    const stored = await bench.rows(`select response::text from notification.idempotency_key`);
    expect(JSON.stringify(stored)).not.toContain(tokenIn(handed.json.links[0].url));
  });

  test('that becomes protected after it was invited gets nothing more, and its distances are taken back', async () => {
    const { mother, child } = await invitedFamily();
    await bench.job('run-campaign-step', {
      campaignId: (await bench.rows('select id from notification.campaign'))[0]?.['id'],
      daysBefore: 30,
    });
    expect(await bench.rows(`select id from notification.message where status = 'planned'`)).toHaveLength(2);
    bench.world.changeProtection(mother, 'strictly-confidential');
    await bench.job('sync-population', { mode: 'feed' });
    expect(await bench.rows(`select distinct status from notification.message`)).toEqual([
      { status: 'retracted' },
    ]);
    await bench.work();
    expect((await bench.told('invitation.created')).at(-1)).toMatchObject({
      childId: bench.childId(child),
      distances: {},
    });
    expect(bench.mocks.svarut.letters).toEqual([]);
  });

  test('counts as protected when the register writes a grading nobody knows', async () => {
    const { mother } = bench.family(1);
    bench.world.changeProtectionTo(mother, 'heltNyGradering');
    await bench.sync('initial');
    expect(
      await bench.rows(`select distinct level from notification.access_protection where lifted_at is null`),
    ).toEqual([{ level: 'strictly-confidential' }]);
  });
});

describe('what a person has blocked', () => {
  test('no sync lifts, whatever the register says; the database refuses it, and who lifts it is named', async () => {
    const { child, mother } = bench.family(1);
    await bench.sync('initial');
    const personId = bench.childId(child);
    expect((await bench.call('POST', '/v1/access-blocks', { personId })).status).toBe(403);
    const { blockId } = (await bench.call('POST', '/v1/access-blocks', { personId }, employee)).json;
    await bench.work();
    for (const level of ['confidential', 'none', 'strictly-confidential', 'none'] as const) {
      bench.world.changeProtection(child, level);
      bench.world.changeProtection(mother, level);
      await bench.sync();
    }
    await bench.sync('initial');
    const open = `select id from notification.access_protection where lifted_at is null`;
    expect(await bench.rows(open)).toEqual([{ id: blockId }]);
    await expect(
      bench.rows(`update notification.access_protection set lifted_at = now(), lifted_by = 'system:sync'
                  where id = '${blockId}'`),
    ).rejects.toThrow('only a named person');
    await expect(bench.rows('delete from notification.access_protection')).rejects.toThrow('never deleted');
    await expect(
      bench.rows(`update notification.access_protection set level = 'client-address'`),
    ).rejects.toThrow('never rewritten');

    const lifted = await bench.call('POST', `/v1/access-blocks/${blockId}/lift`, {}, employee);
    expect(lifted.status).toBe(200);
    expect(await bench.rows(open)).toEqual([]);
  });

  test('a parent who may learn nothing of the child is not written to, and an old link shows nothing', async () => {
    const { mother, father, child } = await invitedFamily();
    bench.world.setContact(father, { email: 'far@example.test' });
    bench.world.setContact(mother, { email: 'mor@example.test' });
    await bench.work();
    const token = tokenIn(bench.mocks.altinn.emails.find(({ text }) => text.includes('Barn'))?.text ?? '');
    expect((await bench.view(token)).status).toBe(200);
    const guardianId = (await bench.links.actorOf(token)) as { guardianId: string };
    await bench.call(
      'POST',
      '/v1/access-blocks',
      { personId: bench.childId(child), againstPersonId: guardianId.guardianId },
      employee,
    );
    expect((await bench.view(token)).status).toBe(404);
  });
});

describe('a link', () => {
  test('that is changed, expired, for something else or in another kommune opens nothing', async () => {
    const { mother } = await invitedFamily();
    bench.world.setContact(mother, { email: 'mor@example.test' });
    await bench.work();
    const token = tokenIn(bench.mocks.altinn.emails[0]?.text ?? '');
    const [body = '', signature = ''] = token.split('.');
    const fields = Buffer.from(body, 'base64url').toString().split('|');
    const forged = (index: number, value: string): string =>
      `${Buffer.from(fields.with(index, value).join('|')).toString('base64url')}.${signature}`;
    expect((await bench.view(token)).status).toBe(200);
    for (const changed of [
      forged(1, kaafjord),
      forged(2, 'offer'),
      forged(3, roundId),
      forged(4, bench.childId(mother)),
      forged(5, '9999999999'),
      `${body}.`,
      `${token}.x`,
    ]) {
      const { status } = await bench.view(changed);
      // The mother's own id is the true one: that link is not forged.
      expect(status, changed).toBe(changed === token ? 200 : 401);
    }
    // 30 days after the deadline of 1 March, at midnight in Norway (summer time by then).
    bench.clock.moveTo(new Date('2027-03-31T22:00:00Z'));
    expect((await bench.view(token)).status).toBe(401);
    expect(permissions).toContain('opptak:protection.handle');
    expect(storfjord).toBe('5538');
  });
});

test('a family whose protection is lifted is invited after all, once', async () => {
  const { child } = await invitedFamily();
  const [campaign] = await bench.rows('select id from notification.campaign');
  await bench.job('run-campaign-step', { campaignId: campaign?.['id'], daysBefore: 30 });
  const { blockId } = (
    await bench.call('POST', '/v1/access-blocks', { personId: bench.childId(child) }, employee)
  ).json;
  await bench.work();
  expect(bench.mocks.svarut.letters).toEqual([]);
  await bench.call('POST', `/v1/access-blocks/${blockId}/lift`, {}, employee);
  await bench.work();
  await bench.work();
  expect(bench.mocks.svarut.letters).toHaveLength(2);
});
