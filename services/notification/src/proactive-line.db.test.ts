import { applicationSubmitted, offerMade } from '@opptak/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, birk, einer, on, openBench, roundId, storfjord, tokenIn } from '../test/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.kindergartens();
});
afterEach(() => bench[Symbol.asyncDispose]());

const summary = async () => (await bench.call('GET', '/v1/message-summary')).json.messages;

describe('from the register to a family that has answered', () => {
  test('a family is found, invited by the channel it can be reached by, and can see its application', async () => {
    const { mother, father, child } = bench.family(1);
    bench.world.setContact(mother, { email: 'mor@example.test', language: 'nn' });
    await bench.sync('initial');
    const childId = bench.childId(child);
    expect(await bench.told('child.registered')).toMatchObject([{ childId, bornOn: '2026-03-10' }]);

    await bench.openRound();
    const dry = await bench.campaign(true);
    expect(dry.json.counts).toEqual([{ decision: 'invite', reason: 'right-this-intake', count: 1 }]);
    const started = await bench.campaign();
    expect(started.status).toBe(200);
    // 30 days before 1 March is 30 January.
    bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
    await bench.work();

    expect(await bench.told('invitation.created')).toMatchObject([
      {
        childId,
        reason: 'right-to-place',
        right: { outcome: 'fulfilled', by: '2027-08-31' },
        proposedStartOn: '2027-08-01',
      },
    ]);
    expect(await summary()).toEqual([
      { template: 'invitation', channel: 'email', language: 'nn', status: 'sent', count: 1 },
      { template: 'invitation', channel: 'letter', language: 'nb', status: 'sent', count: 1 },
    ]);
    const [email] = bench.mocks.altinn.emails;
    expect(email?.text).toContain('Barn Familie1');
    const viewed = await bench.view(tokenIn(email?.text ?? ''));
    expect(viewed.json).toMatchObject({
      childId,
      childName: { value: 'Barn Familie1', source: 'folkeregisteret' },
      guardians: { value: expect.arrayContaining(['Mor Familie1', 'Far Familie1']) },
      rightToPlaceBy: { value: '2027-08-31', source: 'law' },
    });
    expect(viewed.json.proposedWishes.value).toHaveLength(3);

    const [letter] = bench.mocks.svarut.letters;
    expect(letter).toBeDefined();
    const { id } =
      (await bench.rows(`select id from notification.message where channel = 'letter'`))[0] ?? {};
    const printed = await bench.call('GET', `/v1/messages/${id}/letter`);
    expect(printed.raw.subarray(0, 5).toString()).toBe('%PDF-');
    expect(father).not.toBe(mother);
  });

  test('who has applied gets a receipt and no reminder; an offer comes as a letter with a notice', async () => {
    const { mother, child } = bench.family(1);
    bench.world.setContact(mother, { mobile: '+4799999999' });
    const other = bench.family(2);
    await bench.sync('initial');
    await bench.openRound();
    await bench.campaign();
    bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
    await bench.work();
    const [invitation] = await bench.told('invitation.created');
    const childId = bench.childId(child);
    const applied = (await bench.told('invitation.created')).find((one) => one['childId'] === childId);
    const applicationId = '22222222-2222-4222-8222-222222222222';
    await bench.hear(applicationSubmitted, applicationId, {
      applicationId,
      roundId,
      invitationId: String(applied?.['invitationId']),
      childId,
      familyId: String(applied?.['familyId']),
      bornOn: on('2026-03-10'),
      startOn: on('2027-08-15'),
      daysPerWeek: 5,
      wishes: [birk, einer],
      distances: {},
      together: 'preferred',
      rightToPlace: true,
      statutoryPriority: false,
      submittedAt: bench.clock.now().toISOString(),
      late: false,
    });
    bench.clock.moveTo(new Date('2027-02-15T12:00:00Z'));
    await bench.work();
    const reminded = await bench.rows(
      `select distinct child_id from notification.message where template = 'reminder'`,
    );
    expect(reminded).toEqual([{ child_id: bench.childId(other.child) }]);
    expect(invitation).toBeDefined();

    const offerId = '33333333-3333-4333-8333-333333333333';
    await bench.hear(offerMade, offerId, {
      offerId,
      applicationId,
      childId,
      kindergartenId: einer,
      startOn: on('2027-08-15'),
      daysPerWeek: 5,
      answerBy: '2027-04-20T21:59:59.999Z',
      vedtak: {
        vedtakId: '44444444-4444-4444-8444-444444444444',
        wish: 2,
        via: 'wish',
        reason: 'lot',
        mayAppeal: true,
      },
    });
    await bench.work();
    const sent = (await summary()).filter(({ template }: { template: string }) =>
      template.startsWith('vedtak'),
    );
    expect(sent).toEqual([
      { template: 'vedtak-other-wish', channel: 'letter', language: 'nb', status: 'sent', count: 2 },
    ]);
    const notice = bench.mocks.fiksSms.texts.at(-1);
    const token = tokenIn(JSON.stringify(notice));
    expect(await bench.links.actorOf(token)).toMatchObject({
      guardianId: bench.deps.vault.personId(storfjord, mother),
      opens: { purpose: 'offer', id: offerId },
    });
  });
});
