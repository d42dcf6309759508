import { defineConfig } from 'vitest/config'

const all = '{server,client,console,bench}/test/**/*.test.ts'
const unit = '{server,client,console,bench}/test/**/*.unit.test.ts'
const postgresqlOnly = '{server,bench}/test/**/*.pg.test.ts'
/** About HTTP, permissions, issuers, mail servers and receivers, whose statements other tests send to both stores. */
const hardlyOfTheStore = [
  'server/test/{http,framing,versions,contract,nested,bodies,isolation,authentication,trusted-proxies}.test.ts',
  'server/test/{route-matrix,request-limits,asking-networks,csp-reports,traces,deploy,console-pages,login-pages}.test.ts',
  'server/test/{issuer-{endpoints,keys,origins,sign-in,tokens},authorization-*,foreign-*,two-issuers,application-links,sign-in-*,session-defences}.test.ts',
  'server/test/{smtp-delivery,mail-providers,bounces,webhook-turns,webhook-receiver,time-zones}.test.ts',
  'bench/test/floors.test.ts',
]
const stories = 'console/e2e/*.story.test.ts'

/**
 * Tests run against both stores, since what holds in development has to hold in production; those that hardly differ by the store
 * against a PostgreSQL server alone, and stories in a browser against the embedded one.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Files share a process, and what was loaded and compiled in it: each starts services of its own.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // How long `expect.poll` waits in vain, which is longer than the lease of a delivery that a busy machine has lost sight of. What
    // comes true is not waited for longer than it takes.
    expect: { poll: { timeout: 45_000, interval: 20 } },
    projects: [
      // Some replace parts of Node.
      { extends: true, test: { name: 'unit', include: [unit], isolate: true } },
      {
        extends: true,
        test: {
          name: 'pglite',
          include: [all],
          exclude: [unit, postgresqlOnly, ...hardlyOfTheStore],
          env: { USHER_TEST_STORE: 'pglite' },
          globalSetup: ['server/test/support/pglite-setup.ts', 'server/test/support/program-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'postgresql',
          include: [all],
          exclude: [unit],
          env: { USHER_TEST_STORE: 'postgresql' },
          globalSetup: ['server/test/support/postgres-setup.ts', 'server/test/support/program-setup.ts'],
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
