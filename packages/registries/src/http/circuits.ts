import { setTimeout as pause } from 'node:timers/promises';
import { type Circuit, type CircuitOptions, type CircuitState, makeCircuit } from './circuit.ts';

/** What a process knows of how the registries are, host by host, and how patiently it asks them. */
export interface Circuits {
  /** The circuit of a registry at the host of an address. */
  of(registry: string, address: string): Circuit;
  /** Of every registry that was asked so far. */
  states(): readonly {
    readonly registry: string;
    readonly host: string;
    readonly state: CircuitState;
  }[];
  /** Waits before a question is asked again; `attempt` is the number of times that it was asked. */
  backOff(attempt: number): Promise<void>;
}

export interface CircuitsOptions extends Partial<CircuitOptions> {
  /** For tests; real time otherwise. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

const firstBackOffMs = 200;

/** One for each process or service: adapters of all kommuner that share it learn from each other’s calls. */
export function makeCircuits(options: CircuitsOptions = {}): Circuits {
  const { monotonicMs = () => performance.now(), random = Math.random } = options;
  const circuits = new Map<string, { registry: string; host: string; circuit: Circuit }>();
  return {
    of(registry, address) {
      const { host } = new URL(address);
      const key = `${registry} ${host}`;
      const known = circuits.get(key);
      if (known) return known.circuit;
      const circuit = makeCircuit({ monotonicMs, random });
      circuits.set(key, { registry, host, circuit });
      return circuit;
    },
    states: () =>
      [...circuits.values()].map(({ registry, host, circuit }) => ({
        registry,
        host,
        state: circuit.state(),
      })),
    async backOff(attempt) {
      // Between half and all of it, so that those who failed together do not come back together.
      await (options.pause ?? pause)(firstBackOffMs * 2 ** (attempt - 1) * (0.5 + random() / 2));
    },
  };
}
