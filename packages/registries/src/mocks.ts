export * from './mock-world/create-mock-world.ts';
export * from './mock-world/mock-world.ts';
export * from './mock-world/register-format.ts';
