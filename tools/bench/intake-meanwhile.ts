import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { systemClock } from '@opptak/domain';
import { mockWorld, startMocks } from '@opptak/registries/mocks';
import { readTenants } from '@opptak/service';
import type { Answers, Asked } from './ask-repeatedly.ts';

const root = path.resolve(import.meta.dirname, '../..');
const kommune = '5538';
const everyMs = 25;

/** Intake as a process of its own on the same database, to be asked while something else is done. */
export async function intakeBeside(adminUrl: string, tenantsFile: string) {
  const mocks = await startMocks({ world: mockWorld({ clock: systemClock }), clock: systemClock });
  const child = spawn(process.execPath, [path.join(root, 'services/intake/src/main.ts')], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: adminUrl,
      OPPTAK_TENANTS_FILE: tenantsFile,
      OPPTAK_FIRST_PORT: '0',
      OPPTAK_REGISTRIES_URL: new URL(mocks.urls.nbr).origin,
      MASKINPORTEN_ISSUER: mocks.urls.maskinporten,
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const url = await addressOf(createInterface({ input: child.stdout }));
  const tenant = readTenants(tenantsFile).all.find((one) => one.kommune === kommune);
  if (!tenant) throw new Error(`Kommune ${kommune} is not a tenant`);

  return {
    /** How intake answers a kommune that reads its kindergartens, every 25 ms, for as long as the work lasts. */
    async during(work: () => Promise<unknown>): Promise<Answers> {
      const token = await mocks.maskinporten.mint({
        consumer: tenant.organisation,
        scope: 'opptak:kindergartens.read',
        audience: 'https://opptak.example',
      });
      const asked: Asked = { url: `${url}/v1/kindergartens`, token, everyMs };
      // The first answer fetches the issuer's keys from this thread, which is soon busy.
      await (await fetch(asked.url, { headers: { authorization: `Bearer ${token}` } })).text();
      // A thread of its own: from this one we would measure how busy we are ourselves.
      const asking = new Worker(new URL('./ask-repeatedly.ts', import.meta.url), { workerData: asked });
      await once(asking, 'online');
      await work();
      const answers: Promise<[Answers]> = once(asking, 'message') as Promise<[Answers]>;
      asking.postMessage('stop');
      return (await answers)[0];
    },
    async stop(): Promise<void> {
      child.kill('SIGTERM');
      await ended;
      await mocks.close();
    },
  };
}

async function addressOf(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const told: { msg?: string; address?: string } = line.startsWith('{') ? JSON.parse(line) : {};
    if (told.msg === 'service started' && told.address) return told.address;
  }
  throw new Error('Intake did not start');
}

/** The value below which the given share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
