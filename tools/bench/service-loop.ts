import { serviceLoop } from '../../services/allocation/bench/service-loop.ts';
import { openDatabase } from '../house/database.ts';

const mostMs = 50;

/**
 * How long the event loop of the allocation service stands still while a round goes through it: frozen, allocated and
 * checked in the engine's thread, stored, read, published. `--applicants N` (10 000).
 */
export async function bench(args: readonly string[]): Promise<void> {
  const given = args.indexOf('--applicants');
  const applicants = given < 0 ? 10_000 : Number(args[given + 1]);
  const database = await openDatabase(process.env);
  try {
    process.stdout.write(`${applicants} applicants; the loop should never stand still for ${mostMs} ms\n`);
    for (const { name, ms, cpuMs, worstMs, p99Ms, turnMs } of await serviceLoop(
      database.adminUrl,
      applicants,
    )) {
      const figures = [ms, cpuMs, worstMs, p99Ms, turnMs]
        .map((value) => value.toFixed(0).padStart(7))
        .join(' ');
      process.stdout.write(
        `${name.padEnd(24)} ${figures}  ms: whole; processor time without PostgreSQL; loop at worst, p99; longest turn in processor time${turnMs > mostMs ? '  TOO LONG' : ''}\n`,
      );
    }
  } finally {
    await database.stop();
  }
}
