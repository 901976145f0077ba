/** Lets many do their work side by side, or one alone. */
export interface Gate {
  /** Beside others. */
  together<T>(work: () => Promise<T>): Promise<T>;
  /** With nobody else; whoever comes meanwhile waits. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * A message that may have killed a worker is run with no other message running in the process: if it kills again,
 * it interrupts nobody, and nobody else is taken for the culprit.
 */
export function makeGate(): Gate {
  let inside = 0;
  let taken = false;
  let waiting: { readonly alone: boolean; enter(): void }[] = [];

  const admit = () => {
    const loner = waiting.find((one) => one.alone);
    if (loner) {
      if (inside > 0 || taken) return;
      taken = true;
      waiting = waiting.filter((one) => one !== loner);
      loner.enter();
      return;
    }
    if (taken) return;
    const all = waiting;
    waiting = [];
    inside += all.length;
    for (const one of all) one.enter();
  };
  const come = (alone: boolean) =>
    new Promise<void>((enter) => {
      waiting.push({ alone, enter });
      admit();
    });

  return {
    async together(work) {
      await come(false);
      try {
        return await work();
      } finally {
        inside--;
        admit();
      }
    },
    async alone(work) {
      await come(true);
      try {
        return await work();
      } finally {
        taken = false;
        admit();
      }
    },
  };
}
