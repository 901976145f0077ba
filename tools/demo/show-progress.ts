import type { Progress } from '@opptak/simulation';

const width = 28;
/** How many steps a year has, about: the bar needs a length before the year has been lived. */
const expectedSteps = 33;

/** For people: a bar that fills while the year goes by. On a terminal it stays on one line. */
export function progressBar(out: NodeJS.WriteStream): Progress & { end(): void } {
  let steps = 0;
  return {
    step(text, facts = {}) {
      steps++;
      const filled = Math.min(width, Math.round((steps / expectedSteps) * width));
      const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
      const numbers = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
      const line = `${bar}  ${text}${numbers.length > 0 ? ` (${numbers.join(', ')})` : ''}`;
      out.write(out.isTTY ? `\r\u001b[2K${line.slice(0, (out.columns || 100) - 1)}` : `${line}\n`);
    },
    end() {
      if (out.isTTY) out.write(`\r\u001b[2K`);
    },
  };
}

/** For programs: one JSON object a line. */
export function progressLines(
  out: { write(text: string): unknown },
  now: () => Date,
): Progress & { end(): void } {
  return {
    step: (text, facts = {}) =>
      void out.write(`${JSON.stringify({ at: now().toISOString(), step: text, ...facts })}\n`),
    end: () => {},
  };
}
