/** Fields that tell where somebody lives, whatever stands in them. */
const telling = /distance|postal|zip|position|address|street|^area$|^lat$|^lon$/i;

/**
 * Finds what stands beside the ids of hidden people and tells where they live: distances, positions, addresses. Looks
 * into objects, lists, and documents that are sent as text.
 *
 * @returns the names of the fields.
 */
export function tellingBeside(value: unknown, hidden: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  const look = (at: unknown, beside: boolean): void => {
    if (typeof at === 'string' && /^[[{]/.test(at)) look(parsed(at), beside);
    if (Array.isArray(at)) for (const one of at) look(one, beside);
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return;
    const isHidden = beside || Object.values(at).some((one) => typeof one === 'string' && hidden.has(one));
    for (const [name, one] of Object.entries(at)) {
      if (isHidden && telling.test(name) && says(one)) found.push(name);
      look(one, isHidden);
    }
  };
  look(value, false);
  return found;
}

/** Yes and no – that an address is confidential – tell nothing of where; nor does what is empty. */
const says = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).some(says)
    : value !== null && value !== undefined && value !== '' && typeof value !== 'boolean';

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
