const tests = '(\\.test\\.ts$|/test/|/bench/)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-and-rules-stay-pure',
      comment: 'Functions of their arguments: no Node module, no library, nothing but domain.',
      severity: 'error',
      from: { path: '^packages/(domain|rules)/', pathNot: tests },
      to: { pathNot: '^packages/(domain|rules)/' },
    },
    {
      name: 'matching-stays-pure',
      comment: 'The engine runs anywhere, also in a browser: no Node module; one library for SHA-256.',
      severity: 'error',
      from: { path: '^packages/matching/', pathNot: tests },
      to: { pathNot: '^packages/(matching|domain)/|node_modules/@noble/hashes/' },
    },
    {
      name: 'checker-shares-nothing-with-the-engine',
      comment: 'A proof is worth something only when the prover and the checker can not share a mistake.',
      severity: 'error',
      from: { path: '^packages/matching/checker/', pathNot: tests },
      to: { path: '^packages/(matching/src|domain)/' },
    },
    {
      name: 'engine-does-not-know-the-checker',
      severity: 'error',
      from: { path: '^packages/matching/src/', pathNot: tests },
      to: { path: '^packages/matching/checker/' },
    },
    {
      name: 'packages-never-reach-up',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(services|tools)/' },
    },
    {
      name: 'services-never-import-each-other',
      comment: 'Services know of each other only what stands in contracts.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'routes-do-not-write',
      comment: 'A route parses, calls one action or one read, and answers.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/routes/', pathNot: tests },
      to: { path: '^services/[^/]+/src/jobs/|node_modules/(kysely|bullmq|pg)/' },
    },
    {
      name: 'repositories-only-know-the-database',
      severity: 'error',
      from: { path: '^services/[^/]+/src/repositories/', pathNot: tests },
      to: { path: '^services/[^/]+/src/(routes|actions|jobs)/|^packages/(http|jobs|registries)/' },
    },
    {
      name: 'test-helpers-stay-in-tests',
      severity: 'error',
      from: { path: '^(packages|services)/', pathNot: `${tests}|^packages/testing/` },
      to: { path: '^packages/testing/' },
    },
    {
      name: 'mocks-stay-outside-production',
      comment: 'An adapter never knows that it talks to a mock; simulation, tools and tests start them.',
      severity: 'error',
      from: { path: '^services/', pathNot: tests },
      to: { path: '^packages/(registries/src/mocks|simulation/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.generated\\.ts$' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
