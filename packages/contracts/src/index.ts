export * from './allocation.ts';
export * from './bylaws.ts';
export * from './event-definition.ts';
export * from './events.ts';
export * from './intake.ts';
export * from './parse.ts';
export * from './primitives.ts';
export * from './services.ts';
