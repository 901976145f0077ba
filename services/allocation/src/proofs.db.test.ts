import { allocate, jointMarket, readMatchInput } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench } from '../test/bench.ts';
import { applicationOf, birk, einer, nordreisa } from '../test/test-kommune.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(() => bench.reset());

const ask = (runId: string, body: object = {}) => bench.call('POST', `/v1/runs/${runId}/proof`, body);
const proofOf = async (runId: string) => (await bench.call('GET', `/v1/runs/${runId}/proof`)).json;
const storedProof = () =>
  bench.database.admin<{ bytes: string }>(
    `select encode(sha256(string_agg(bytes, '' order by part)), 'hex') as bytes from allocation.run_document_part where document = 'proof'`,
  );

/*
 * Two seats at birk, one at einer. The order is oldest first, so f1, sol, f2, tor; but tor has a sister at einer and goes
 * first there. f1 and f2 will be together at birk or nowhere; sol likes einer better than birk, tor birk better than einer.
 *
 * f1 and f2 at birk: tor has to go to einer, where sol is put out, who takes a seat at birk before f2: not stable.
 * They are not: both seats of birk are for tor and whoever comes; sol sits at einer; f1 and f2 come before tor: a claim.
 * There is nothing else, so every allocation that is fair to sol and tor leaves the family with its claim.
 */
const unstable = [
  { name: 'sister', at: einer, wishes: [], bornOn: '2023-05-01', family: 'tor' },
  { name: 'f1', wishes: [birk], bornOn: '2025-01-05', family: 'f', right: false },
  { name: 'sol', wishes: [einer, birk], bornOn: '2025-03-01', right: false },
  { name: 'f2', wishes: [birk], bornOn: '2025-11-20', family: 'f', right: false },
  { name: 'tor', wishes: [birk, einer], bornOn: '2025-12-01', family: 'tor', right: false },
];

async function unstableRun(): Promise<string> {
  await bench.round({ [birk]: { small: 2, large: 0 }, [einer]: { small: 1, large: 1 } }, unstable);
  for (const name of ['f1', 'f2']) {
    const child = unstable.find((one) => one.name === name);
    if (child) await bench.apply(child, { together: 'required' }, 2);
  }
  await bench.database.admin(`update allocation.application set version = 1`);
  return bench.run('computed');
}

describe('the exact solver', () => {
  test('proves that nothing better exists where no allocation is stable, once, and gives the same bytes again', async () => {
    const runId = await unstableRun();
    expect((await bench.call('GET', `/v1/runs/${runId}`)).json).toMatchObject({
      verdict: 'VALID',
      deviations: 1,
    });
    expect((await bench.call('GET', `/v1/runs/${runId}/proof`)).status).toBe(404);
    const asked = await ask(runId);
    expect([asked.status, asked.json.status]).toEqual([202, 'asked']);
    await bench.work();
    const answered = await proofOf(runId);
    expect(answered).toMatchObject({
      status: 'answered',
      verdict: 'nothing-better',
      proof: {
        components: [{ children: 4, kindergartens: 2, verdict: 'nothing-better', moves: [] }],
        better: null,
      },
    });

    const [first] = await storedProof();
    // Asked again with the same budget there is nothing to solve; with another it is solved anew.
    expect((await ask(runId)).json).toEqual(answered);
    expect((await ask(runId, { work: 21 })).json.status).toBe('asked');
    expect((await ask(runId, { work: 22 })).json.type).toBe('urn:opptak:proof-under-way');
    await bench.work();
    expect((await proofOf(runId)).verdict).toBe('nothing-better');
    await ask(runId, { work: 20 });
    await bench.work();
    expect(await storedProof()).toEqual([first]);
    expect((await bench.caseLog(runId)).filter((type) => type.startsWith('proof-'))).toEqual([
      'proof-asked',
      'proof-answered',
      'proof-asked',
      'proof-answered',
      'proof-asked',
      'proof-answered',
    ]);
  });

  test('says that it has not decided where its budget does not allow it to', async () => {
    const runId = await unstableRun();
    await ask(runId, { mostChildren: 3 });
    await bench.work();
    expect(await proofOf(runId)).toMatchObject({
      verdict: 'undecided',
      budget: { mostChildren: 3, work: 20 },
      proof: { components: [{ verdict: 'undecided', because: 'too-many-children' }] },
    });
  });

  test('finds what is better where the search has not looked far enough, and the checker accepts it', async () => {
    await bench.round({ [birk]: { small: 2, large: 0 } }, [
      { name: 'f1', wishes: [birk], bornOn: '2025-01-05', family: 'f', right: false },
      { name: 'f2', wishes: [birk], bornOn: '2025-11-20', family: 'f', right: false },
    ]);
    const runId = await bench.run('computed');
    const { input, result } = (await bench.call('GET', `/v1/runs/${runId}/documents`)).json;
    // As if the engine had left both siblings out, with two seats free: VALID, because the claim is listed.
    const document = readMatchInput(JSON.parse(input));
    expect(result).toBe(JSON.stringify(allocate(document)));
    const worse = jointMarket(document).write([-1, -1], 'a-shorter-search/1');
    expect(check(JSON.parse(input), JSON.parse(JSON.stringify(worse)))).toEqual([]);
    await bench.database.admin(
      `update allocation.run_document_part set bytes = convert_to($1, 'UTF8') where document = 'result'`,
      [JSON.stringify(worse)],
    );
    expect((await ask(runId)).json.type).toBe('urn:opptak:no-claims-left');
    await bench.database.admin(
      `update allocation.allocation_run set counts = jsonb_set(counts, '{deviations}', '1')`,
    );
    await ask(runId);
    await bench.work();
    const { verdict, proof } = await proofOf(runId);
    expect(verdict).toBe('better');
    expect(proof).toMatchObject({
      components: [{ verdict: 'better', left: [], fewest: true }],
      better: { deviations: 0, placed: 2 },
    });
    expect(proof.components[0].moves).toEqual(
      ['f1', 'f2']
        .map((name) => ({ applicationId: applicationOf(name), from: null, to: birk }))
        .toSorted((a, b) => (a.applicationId < b.applicationId ? -1 : 1)),
    );
  });

  test('is not asked by another kommune', async () => {
    const runId = await unstableRun();
    const foreign = { kommune: nordreisa };
    expect((await bench.call('POST', `/v1/runs/${runId}/proof`, {}, foreign)).status).toBe(404);
    expect((await bench.call('GET', `/v1/runs/${runId}/proof`, undefined, foreign)).status).toBe(404);
  });
});
