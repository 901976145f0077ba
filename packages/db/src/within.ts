/**
 * Waits for `work`, but no longer than `ms`: for what is closed while the other side may have vanished.
 *
 * @returns whether it came to its end in time. What comes later, even an error, is left alone.
 */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
