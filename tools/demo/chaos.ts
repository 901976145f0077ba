import { type ServiceName, serviceNames } from '@opptak/contracts';
import { dice, type Progress } from '@opptak/simulation';

/** A kill that is planned: so long after this step of the year, in the middle of what follows it. */
export interface Kill {
  readonly service: ServiceName;
  readonly afterStep: string;
  readonly afterMs: number;
}

/** Where each service has most to do: after this step. Whoever is killed there has hands full of messages. */
const busiestAfter: Readonly<Record<ServiceName, string>> = {
  intake: 'the population is read',
  notification: 'kindergartens, places and bylaws are in',
  allocation: 'a round is allocated and checked',
  integration: 'vedtak and offers are out',
  'fee-reduction': 'families come and go',
};

/** Steps with work for several services, for the kills that chance places. */
const otherSteps = [
  'families are invited',
  'families move in',
  'the round is closed',
  'vacancies are refilled',
] as const;

/** Every service is killed in the midst of its work, and three more when the seed wants. The same seed, the same plan. */
export function killsOf(seed: number): readonly Kill[] {
  const luck = dice(seed);
  const soon = () => luck.between(100, 1_500);
  return [
    ...serviceNames.map((service) => ({ service, afterStep: busiestAfter[service], afterMs: soon() })),
    ...Array.from({ length: 3 }, () => ({
      service: luck.pick(serviceNames),
      afterStep: luck.pick(otherSteps),
      afterMs: soon(),
    })),
  ];
}

export interface Chaos extends Progress {
  /** Kills no more. @returns whom it has killed, in order. */
  stop(): readonly ServiceName[];
}

/** Follows the year step by step, and kills as planned: without warning, as a machine that loses its power. */
export function startChaos(seed: number, kill: (service: ServiceName) => boolean): Chaos {
  const killed: ServiceName[] = [];
  const timers: NodeJS.Timeout[] = [];
  let planned = killsOf(seed);
  return {
    step(text) {
      const due = planned.filter(({ afterStep }) => afterStep === text);
      planned = planned.filter((one) => !due.includes(one));
      for (const { service, afterMs } of due) {
        timers.push(setTimeout(() => void (kill(service) && killed.push(service)), afterMs));
      }
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      return killed;
    },
  };
}
