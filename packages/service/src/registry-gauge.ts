import type { GaugeSource } from '@opptak/http';
import type { Circuits } from '@opptak/registries';

const values = { closed: 0, 'half-open': 1, open: 2 } as const;

/** How each registry is that this process has asked: 0 answers, 1 is tried again, 2 is spared. */
export const registryGauge = (circuits: Circuits): GaugeSource => ({
  name: 'opptak_registry_circuit',
  help: 'State of a registry’s circuit: 0 closed, 1 half-open, 2 open',
  labels: ['registry', 'host'],
  read: () =>
    circuits.states().map(({ registry, host, state }) => ({
      labels: { registry, host },
      value: values[state],
    })),
});
