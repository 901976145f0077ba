export * from './change.ts';
export * from './config.ts';
export * from './keys.ts';
export * from './links.ts';
export * from './routes.ts';
export * from './service-definition.ts';
export * from './simulated-clock.ts';
export * from './tenants.ts';
