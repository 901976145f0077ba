import { defineConfig } from 'vitest/config';

// Two kinds: `unit` needs nothing; `db` gets PostgreSQL (and Redis) from test/global-setup.ts.
export default defineConfig({
  test: {
    // On two cores vitest would run one file at a time; half of what these tests take is PostgreSQL's.
    // A PostgreSQL of one's own may have a hundred connections, as installed: enough for one file.
    maxWorkers: process.env['DATABASE_URL'] ? 1 : '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{packages,services,examples}/*/{src,test}/**/*.test.ts',
            'test/**/*.test.ts',
            'tools/**/*.test.ts',
          ],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'db',
          include: ['{packages,services,examples}/*/{src,test}/**/*.db.test.ts', 'test/**/*.db.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: './test/global-setup.ts',
          // A busy machine is no reason to fail: what these wait for is bounded where it matters.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
