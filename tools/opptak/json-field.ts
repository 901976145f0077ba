export type JsonObject = Readonly<Record<string, unknown>>;
/** Takes one fault: where (JSON pointer) and what. The message never holds the value. */
export type Report = (at: string, message: string) => void;

/** Readers of parsed JSON. Each reports what is wrong and gives `undefined` (objects: null), so one pass finds every fault. */
export const field = {
  /** An object with no other members than `allowed`: a misspelt setting must not turn silently into a default. */
  object(json: unknown, at: string, allowed: readonly string[], report: Report): JsonObject | null {
    if (!isObject(json)) {
      report(at, json === undefined ? 'is missing' : 'must be an object');
      return null;
    }
    const unknown = Object.keys(json).filter((name) => !allowed.includes(name));
    for (const name of unknown)
      report(`${at}/${escaped(name)}`, `is not known; one of ${allowed.join(', ')}`);
    return json;
  },

  array(json: unknown, at: string, report: Report): readonly unknown[] | undefined {
    if (Array.isArray(json)) return json;
    report(at, json === undefined ? 'is missing' : 'must be an array');
    return undefined;
  },

  text(object: JsonObject, name: string, at: string, report: Report): string | undefined {
    const value = object[name];
    if (typeof value === 'string') return value;
    report(`${at}/${name}`, value === undefined ? 'is missing' : 'must be text');
    return undefined;
  },

  number(object: JsonObject, name: string, at: string, report: Report): number | undefined {
    const value = object[name];
    if (typeof value === 'number') return value;
    report(`${at}/${name}`, value === undefined ? 'is missing' : 'must be a number');
    return undefined;
  },

  boolean(object: JsonObject, name: string, at: string, report: Report): boolean | undefined {
    const value = object[name];
    if (typeof value === 'boolean') return value;
    report(`${at}/${name}`, value === undefined ? 'is missing' : 'must be true or false');
    return undefined;
  },

  choice<T extends string>(
    object: JsonObject,
    name: string,
    allowed: readonly T[],
    at: string,
    report: Report,
  ): T | undefined {
    const found = allowed.find((each) => each === object[name]);
    if (found === undefined) report(`${at}/${name}`, `must be one of ${allowed.join(', ')}`);
    return found;
  },
};

function isObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
