import {
  applicationSubmitted,
  invoiceBasisIssued,
  kindergartenChanged,
  placementChanged,
} from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { isoDate } from '@opptak/domain';
import { type HttpApp, openApiDocument } from '@opptak/http';
import { checkScopes, checkTenantWall, fuzzApi } from '@opptak/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HostileReceiver, hostileReceiver } from '../test/hostile-receiver.ts';
import {
  aPlacement,
  nordreisa,
  openPartnerBench,
  type PartnerBench,
  storfjord,
} from '../test/partner-bench.ts';
import { type Answered, allScopes, bearer, buildPartnerApp, caller } from '../test/partner-http.ts';

let bench: PartnerBench;
let app: HttpApp;
let ask: ReturnType<typeof caller>;
let receiver: HostileReceiver;

const eventTypes = ['placement.changed', 'application.submitted'];
const subscribe = (key?: string): Promise<Answered> =>
  ask('POST', '/v1/webhook-subscriptions', { url: receiver.url, eventTypes }, key ? { key } : {});
const kindergarten = (name: string) => ({
  kindergartenId: '900000015',
  name,
  ownership: 'municipal' as const,
  form: 'ordinary' as const,
  ownerName: 'Nordreisa kommune',
  position: { lat: 69.7, lon: 21 },
  minAge: 0,
  maxAge: 5,
  capacity: { small: 10, large: 20 },
  conversion: null,
  profile: null,
  monthlyPriceNok: 1200,
  monthlyFoodNok: 300,
  fullTimeHours: 45,
  active: true,
});

beforeAll(async () => {
  bench = await openPartnerBench();
  app = await buildPartnerApp(bench.deps);
  ask = caller(app, bench);
  receiver = await hostileReceiver();
});
afterAll(async () => {
  await receiver.stop();
  await app.close();
  await bench[Symbol.asyncDispose]();
});

describe('a subscription', () => {
  test('shows its secret to whoever made it and to nobody after, and keeps it sealed', async () => {
    const created = await subscribe('once');
    expect(created).toMatchObject({ status: 201, json: { status: 'active', eventTypes } });
    expect(created.json.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);

    const again = await subscribe('once');
    expect(again.json).toEqual(created.json);
    const listed = await ask('GET', '/v1/webhook-subscriptions');
    expect(listed.json.subscriptions).toHaveLength(1);
    expect(listed.text).not.toContain('whsec_');
    const [stored] = await bench.database.admin<{ dump: string }>(
      `select (select string_agg(s::text, '') from integration.webhook_subscription s)
        || (select string_agg(k::text, '') from integration.idempotency_key k)
        || coalesce((select string_agg(c::text, '') from integration.case_event c), '') as dump`,
    );
    const bare = created.json.secret.slice('whsec_'.length);
    expect(stored?.dump).not.toContain(bare);
    expect(stored?.dump).not.toContain(Buffer.from(bare, 'base64').toString('hex'));
  });

  test('is refused for a URL that we do not send to, with the reason and without the URL', async () => {
    const refused = await ask('POST', '/v1/webhook-subscriptions', {
      url: 'https://169.254.169.254/latest',
      eventTypes,
    });
    expect(refused).toMatchObject({ status: 422, json: { type: 'urn:opptak:target-not-allowed' } });
    expect(refused.text).toContain('host-not-public');
    expect(refused.text).not.toContain('169.254');
  });

  test('gets a new secret, is replayed, and is removed with all its deliveries', async () => {
    const { json: made } = await subscribe();
    const path = `/v1/webhook-subscriptions/${made.subscriptionId}`;
    const place = aPlacement();
    await bench.emit(placementChanged, { key: place.placementId, version: 1 }, place);
    await bench.settle();

    const rotated = await ask('POST', `${path}/secret-rotation`, {});
    expect(rotated.status).toBe(200);
    expect(rotated.json.secret).not.toBe(made.secret);
    expect(rotated.json.previousValidUntil).toBe('2026-09-08T08:00:00.000Z');

    const deliveries = await ask('GET', `${path}/deliveries?status=delivered`);
    const [first] = deliveries.json.deliveries;
    expect(first).toMatchObject({
      type: 'placement.changed',
      attempts: [{ attempt: 1, outcome: 'delivered', statusCode: 204 }],
    });
    expect(await ask('POST', `${path}/replay`, { eventIds: [first.eventId] })).toMatchObject({
      status: 202,
      json: { events: 1 },
    });
    expect((await ask('POST', `${path}/replay`, { from: 0 })).json.events).toBeGreaterThan(0);
    expect((await ask('POST', `${path}/replay`, {})).json.type).toBe('urn:opptak:replay-what');
    expect((await ask('POST', `${path}/replay`, { from: 1, eventIds: [first.eventId] })).status).toBe(422);
    expect((await ask('POST', `${path}/replay`, { eventIds: [stableId('none')] })).status).toBe(404);
    await bench.settle();

    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('DELETE', path)).status).toBe(404);
    expect((await ask('GET', `${path}/deliveries`)).status).toBe(404);
  });
});

describe('the feed', () => {
  test('is read to its end in pages, oldest first, with nothing that says who somebody is', async () => {
    const applicationId = stableId('application', 'one');
    await bench.emit(
      applicationSubmitted,
      { key: applicationId, version: 1 },
      {
        applicationId,
        roundId: stableId('round'),
        invitationId: null,
        childId: stableId('child', 'one'),
        familyId: stableId('family', 'one'),
        bornOn: isoDate('2025-02-03'),
        startOn: isoDate('2026-08-15'),
        daysPerWeek: 5,
        wishes: ['900000015'],
        distances: { '900000015': 431 },
        together: 'required',
        rightToPlace: true,
        statutoryPriority: true,
        submittedAt: '2026-02-01T10:00:00.000Z',
        late: false,
      },
    );
    await bench.emit(
      kindergartenChanged,
      { key: stableId('kindergarten'), version: 1 },
      kindergarten('Sørkjosen'),
    );
    await bench.settle();

    const events: { cursor: number; type: string; data: object }[] = [];
    let after = 0;
    for (let more = true; more; ) {
      const { json: page } = await ask('GET', `/v1/events?after=${after}&limit=2`);
      events.push(...page.events);
      ({ next: after, more } = page);
    }
    expect(events.map(({ cursor }) => cursor)).toEqual(events.map((_, index) => index + 1));
    const applied = events.find(({ type }) => type === 'application.submitted');
    expect(Object.keys(applied?.data ?? {}).toSorted()).toEqual([
      'applicationId',
      'childId',
      'late',
      'roundId',
      'submittedAt',
    ]);
    expect(JSON.stringify(events)).not.toMatch(/2025-02-03|431|statutoryPriority|familyId|rightToPlace/);
    expect((await ask('GET', `/v1/events?after=${after}`)).json).toEqual({
      events: [],
      next: after,
      more: false,
    });
  });

  test('gives cursors in the order in which they become visible, also when many write at once', async () => {
    const before = (await ask('GET', '/v1/events?limit=1000')).json.next;
    const read: number[] = [];
    let after = before;
    const reading = (async () => {
      while (read.length < 30) {
        const { json: page } = await ask('GET', `/v1/events?after=${after}&limit=7`);
        read.push(...page.events.map((event: { cursor: number }) => event.cursor));
        after = page.next;
      }
    })();
    await Promise.all(
      Array.from({ length: 30 }, () => {
        const place = aPlacement();
        return bench.emit(placementChanged, { key: place.placementId, version: 1 }, place);
      }),
    );
    await Promise.all([bench.settle(), reading]);

    expect(read).toEqual(Array.from({ length: 30 }, (_, index) => before + 1 + index));
  });
});

describe('a snapshot', () => {
  test('keeps the newest version, whichever came last', async () => {
    const place = aPlacement();
    for (const [version, daysPerWeek] of [
      [3, 2],
      [1, 5],
      [2, 4],
    ] as const) {
      await bench.emit(placementChanged, { key: place.placementId, version }, { ...place, daysPerWeek });
      await bench.settle();
    }

    const { json } = await ask('GET', '/v1/snapshots/placements?limit=1000');
    expect(json.placements).toContainEqual({ ...place, daysPerWeek: 2, version: 3 });
    expect(json.cursor).toBe((await ask('GET', '/v1/events?limit=1000')).json.next);
  });
});

describe('files', () => {
  test('keep Sámi letters, and a name that looks like a formula stays a name', async () => {
    await bench.emit(
      kindergartenChanged,
      { key: stableId('kindergarten'), version: 2 },
      kindergarten('=HYPERLINK("http://evil";"Čáhcesullo mánáidgárdi")'),
    );
    const place = { ...aPlacement(), kindergartenId: '900000015' };
    await bench.emit(placementChanged, { key: place.placementId, version: 1 }, place);
    const basis = {
      number: 1,
      childId: place.childId,
      kindergartenId: '900000015',
      feeOere: 120_000,
      foodOere: -300,
    };
    await bench.emit(
      invoiceBasisIssued,
      { key: stableId('basis'), version: 1 },
      {
        basisId: stableId('basis'),
        month: '2026-09',
        rows: [basis],
        totalOere: 119_700,
        sha256: '0'.repeat(64),
      },
    );
    await bench.settle();

    const places = await ask('GET', '/v1/exports/placements.csv');
    expect(places.headers['content-type']).toBe('text/csv; charset=utf-8');
    const line = places.text.split('\r\n').find((one) => one.startsWith(place.placementId));
    expect(line).toBe(
      `${place.placementId};${place.childId};900000015;"'=HYPERLINK(""http://evil"";""Čáhcesullo mánáidgárdi"")";2026-08-15;;5;agreed;1`,
    );
    const invoices = await ask('GET', '/v1/exports/invoices/2026-09.csv');
    expect(invoices.text.split('\r\n')[1]).toMatch(/;120000;-300$/);
    expect((await ask('GET', '/v1/exports/invoices/2026-10.csv')).status).toBe(404);
    expect((await ask('GET', '/v1/exports/invoices/2026-13.csv')).status).toBe(400);
  });
});

describe('the API of integration', () => {
  const known = async () => {
    const [subscription] = (await ask('GET', '/v1/webhook-subscriptions')).json.subscriptions;
    const { events } = (await ask('GET', '/v1/events?limit=3')).json;
    return {
      subscriptionId: [subscription.subscriptionId],
      eventIds: events.map(({ id }: { id: string }) => id),
      url: [receiver.url],
      month: ['2026-09'],
    };
  };

  test('shows another kommune’s things as things that do not exist', async () => {
    const { subscriptionId } = await known();
    const checked = await checkTenantWall({
      app,
      document: openApiDocument(app),
      theirs: { subscriptionId },
      nowhere: { subscriptionId: [stableId('no subscription')] },
      stranger: async () => ({ authorization: bearer(bench, storfjord) }),
    });
    expect(checked.toSorted()).toEqual([
      'activateWebhookSubscription',
      'deleteWebhookSubscription',
      'listWebhookDeliveries',
      'replayWebhookEvents',
      'rotateWebhookSecret',
    ]);
    for (const path of ['/v1/events', '/v1/snapshots/placements', '/v1/webhook-subscriptions']) {
      const { json } = await ask('GET', path, undefined, { kommune: storfjord });
      expect(
        Object.values(json)
          .flat()
          .filter((one) => typeof one === 'object' && one !== null),
      ).toEqual([]);
    }
    const file = await ask('GET', '/v1/exports/placements.csv', undefined, { kommune: storfjord });
    expect(file.text.trim().split('\r\n')).toHaveLength(1);
  });

  test('opens each operation to its own scope only', async () => {
    const checked = await checkScopes({
      app,
      document: openApiDocument(app),
      callerWith: async (scopes) => ({ authorization: bearer(bench, nordreisa, scopes) }),
    });
    expect(checked).toBe(15);
  });

  test('keeps to its own document whatever it is sent', async () => {
    await ask('POST', '/v1/nav-lists', { month: '2026-09' });
    const report = await fuzzApi({
      app,
      document: openApiDocument(app),
      known: await known(),
      seed: 20260901,
      runs: 8,
      callerOf: async () => ({ authorization: bearer(bench, nordreisa, allScopes) }),
      // It would take away what the others need; its own test removes what it made.
      except: ['deleteWebhookSubscription'],
    });
    const neverWorked = Object.entries(report.statuses)
      .filter(([, counts]) => !Object.keys(counts).some((status) => status.startsWith('2')))
      .map(([operation]) => operation);
    expect(neverWorked).toEqual([]);
    expect(report.requests).toBeGreaterThan(400);
  });
});
