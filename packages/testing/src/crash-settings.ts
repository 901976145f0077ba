/** How workers behave whose process is killed: missed after a second, and what they have lost is looked for soon. */
export const crashSettings = {
  relayPollMs: 20,
  lockMs: 800,
  stalledCheckMs: 300,
  sweepMs: 300,
  sweepAfterMs: 1_500,
  blockSeconds: 1,
} as const;
