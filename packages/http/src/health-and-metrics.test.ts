import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { reads, Things, testApp, words } from '../test/app.ts';
import { oneKommune } from '../test/issuer.ts';

const thingId = '6b1f7c1e-1d2c-4f0e-9d7b-3a5b8c9d0e1f';
describe('health and metrics', () => {
  test('say little, to anyone', async () => {
    let stuck: string | null = null;
    const t = await testApp({ liveness: () => stuck });
    const get = async (url: string) => {
      const response = await t.app.inject({ method: 'GET', url });
      return [response.statusCode, response.body];
    };

    expect(await get('/health/live')).toEqual([200, '{"status":"alive"}']);
    expect(await get('/health/ready')).toEqual([200, '{"status":"ready"}']);
    stuck = 'jobs wait and none has started for 30 s';
    expect(await get('/health/live')).toEqual([503, '{"status":"stuck"}']);
  });

  test('count by route template and never by caller', async () => {
    const t = await testApp();
    t.app.get(
      '/things/:thingId',
      {
        config: reads,
        schema: { ...words('a'), params: Type.Object({ thingId: Type.String() }), response: { 200: Things } },
      },
      async () => ({ things: [] }),
    );
    await t.app.inject({ method: 'GET', url: `/things/${thingId}`, headers: await t.as() });
    const { body } = await t.app.inject({ method: 'GET', url: '/metrics' });

    expect(body).toContain(
      'http_request_duration_seconds_count{service="intake",method="GET",route="/things/:thingId",status="200"} 1',
    );
    // Names and labels only: the process's own figures may hold any digits.
    const named = body.split('\n').map((line) => line.replace(/ \S+$/, ''));
    expect(named.join('\n')).not.toMatch(new RegExp(`${thingId}|5540|${oneKommune}`));
  });

  test('show what a service adds, as it is when it is asked for', async () => {
    let value = 0;
    const read = () => [{ labels: { registry: 'KRR' }, value }];
    const t = await testApp({ gauges: [{ name: 'a_gauge', help: 'A', labels: ['registry'], read }] });
    const shown = async () => (await t.app.inject({ method: 'GET', url: '/metrics' })).body;

    expect(await shown()).toContain('a_gauge{registry="KRR",service="intake"} 0');
    value = 2;
    expect(await shown()).toContain('a_gauge{registry="KRR",service="intake"} 2');
  });

  test('leave out what can not be read now, and show the rest', async () => {
    let away = false;
    const read = async () => {
      if (away) throw new Error('The database is away');
      return [{ labels: {}, value: 7 }];
    };
    const labelled = { name: 'of_registries', help: 'None yet', labels: ['registry'], read: () => [] };
    const t = await testApp({ gauges: [{ name: 'a_gauge', help: 'A', labels: [], read }, labelled] });
    const shown = async () => (await t.app.inject({ method: 'GET', url: '/metrics' })).body;

    expect(await shown()).toContain('a_gauge{service="intake"} 7');
    away = true;
    expect(await shown()).not.toMatch(/^a_gauge/m);
    expect(await shown()).toContain('process_cpu_seconds_total');
    away = false;
    expect(await shown()).toContain('a_gauge{service="intake"} 7');
  });

  test('are for this machine, or whoever has the token', async () => {
    const t = await testApp({ metricsToken: 'secret' });
    const get = async (headers: Record<string, string>, remoteAddress: string) =>
      (await t.app.inject({ method: 'GET', url: '/metrics', headers, remoteAddress })).statusCode;

    expect(await get({}, '10.0.0.9')).toBe(404);
    expect(await get({ authorization: 'Bearer secres' }, '10.0.0.9')).toBe(404);
    expect(await get({ authorization: 'Bearer secret' }, '10.0.0.9')).toBe(200);
    const local = await testApp();
    expect(
      (await local.app.inject({ method: 'GET', url: '/metrics', remoteAddress: '10.0.0.9' })).statusCode,
    ).toBe(404);
  });
});
