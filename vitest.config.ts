import { defineConfig } from 'vitest/config'

const all = '{server,client,console,bench}/test/**/*.test.ts'
const unit = '{server,client,console,bench}/test/**/*.unit.test.ts'
const postgresqlOnly = '{server,bench}/test/**/*.pg.test.ts'
const stories = 'console/e2e/*.story.test.ts'

/** Every test runs against both stores: what holds in development has to hold in production. Stories in a browser run against one. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Files share a process, and what was loaded and compiled in it: each starts services of its own.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // How long `expect.poll` waits in vain. What comes true is not waited for longer than it takes.
    expect: { poll: { timeout: 10_000, interval: 20 } },
    projects: [
      // Some replace parts of Node.
      { extends: true, test: { name: 'unit', include: [unit], isolate: true } },
      {
        extends: true,
        test: {
          name: 'pglite',
          include: [all],
          exclude: [unit, postgresqlOnly],
          env: { USHER_TEST_STORE: 'pglite' },
          globalSetup: 'server/test/support/pglite-setup.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'postgresql',
          include: [all],
          exclude: [unit],
          env: { USHER_TEST_STORE: 'postgresql' },
          globalSetup: 'server/test/support/postgres-setup.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [stories],
          env: { USHER_TEST_STORE: 'pglite' },
          globalSetup: ['server/test/support/pglite-setup.ts', 'console/e2e/support/chromium-setup.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
})
