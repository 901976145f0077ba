/** Every event, by name: what services tell each other, and nothing else. */
export * from './events/admission.ts';
export * from './events/allocation.ts';
export * from './events/fees.ts';
export * from './events/population.ts';
