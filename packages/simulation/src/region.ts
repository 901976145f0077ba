/** Kommuner that a simulation runs together. */
export interface SimulatedRegion {
  readonly name: string;
  readonly title: string;
  readonly kommuner: readonly [string, ...string[]];
}

export const regions: readonly [SimulatedRegion, ...SimulatedRegion[]] = [
  {
    name: 'nord-troms',
    title: 'Nordreisa, Storfjord, Kåfjord, Skjervøy and Kvænangen',
    kommuner: ['5544', '5538', '5540', '5542', '5546'],
  },
  { name: 'vestregionen', title: 'Asker, Bærum and Hole', kommuner: ['3203', '3201', '3310'] },
];
