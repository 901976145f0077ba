/**
 * Members that an object of a JSON text has twice, as JSON pointers. `JSON.parse` keeps the last one without a word, and
 * nobody knows which of two incomes was meant. The text must be JSON.
 */
export function repeatedMembers(text: string): readonly string[] {
  const repeated: string[] = [];
  const stack: Level[] = [];
  let last = '';
  // Strings, brackets, colons and commas: numbers and words between them say nothing of members.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g)) {
    const level = stack.at(-1);
    if (token === '{') stack.push({ at: pointerOf(level), names: new Set(), name: '', index: -1 });
    else if (token === '[') stack.push({ at: pointerOf(level), names: null, name: '', index: 0 });
    else if (token === '}' || token === ']') stack.pop();
    else if (token === ',') {
      if (level?.names === null) level.index += 1;
    } else if (token === ':') {
      if (!level?.names) continue;
      level.name = JSON.parse(last);
      if (level.names.has(level.name)) repeated.push(pointerOf(level));
      level.names.add(level.name);
    } else last = token;
  }
  return repeated;
}

interface Level {
  readonly at: string;
  /** Members seen so far; null for an array. */
  readonly names: Set<string> | null;
  name: string;
  index: number;
}

function pointerOf(level: Level | undefined): string {
  if (!level) return '';
  const part = level.names ? level.name.replaceAll('~', '~0').replaceAll('/', '~1') : String(level.index);
  return `${level.at}/${part}`;
}
