export * from './fixed-clock.ts';
export { checkScopes } from './openapi-fuzz/check-scopes.ts';
export { checkTenantWall } from './openapi-fuzz/check-tenant-wall.ts';
export { type FuzzOptions, type FuzzReport, fuzzApi } from './openapi-fuzz/fuzz-api.ts';
export * from './servers/faulty-proxy.ts';
export * from './servers/network.ts';
export * from './servers/redis-server.ts';
export * from './template-database.ts';
export * from './test-database.ts';
