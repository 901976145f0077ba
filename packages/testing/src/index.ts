export * from './fixed-clock.ts';
export * from './servers/network.ts';
export * from './servers/redis-server.ts';
export * from './template-database.ts';
export * from './test-database.ts';
