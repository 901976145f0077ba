/** All mock registries as a process of their own, with the people of `npm start` in them: for `docker compose up`. */
import { systemClock } from '@opptak/domain';
import { runMocksProcess } from '@opptak/registries/mocks';
import { nordTroms } from './house/nord-troms.ts';

const { world } = nordTroms(systemClock);
await runMocksProcess(world, systemClock, process.env);
