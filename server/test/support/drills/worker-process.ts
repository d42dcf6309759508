/**
 * A worker in a process of its own, which ends itself at a step. It is started ahead and begins when it is told, since starting a
 * process takes longer than all that it does.
 */
import { flushCompileCache } from 'node:module'
import { pino } from 'pino'
import { readConfig } from '../../../src/config.ts'
import { openServer } from '../../../src/database/server.ts'
import { sql } from '../../../src/database/sql.ts'
import type { Step } from '../../../src/deliveries/deliver.ts'
import { startDeliveries } from '../../../src/deliveries/worker.ts'
import { Receivers } from '../../../src/webhooks/receivers.ts'

/** What a worker is told by the test: where to end from now on, if anywhere, and to work; or that there is something to do. */
export type Order = { readonly end: Death | undefined } | 'wake'

/** At the so-many-th passing of a step. */
export interface Death {
  readonly at: Step
  readonly passing: number
}

const config = readConfig({ environment: process.env })
const logger = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }))
const db = openServer(config.databaseUrl?.reveal() ?? '', ({ message }) => logger.warn({ reason: message }, 'lost'))
const receivers = new Receivers(config.webhookUrls)
let death: Death | undefined
let passed = 0
let deliveries: ReturnType<typeof begin> | undefined

process.on('message', (order: Order) => {
  if (order === 'wake') return deliveries?.wake()
  death = order.end
  passed = 0
  deliveries ??= begin()
  process.send?.('heard')
})
// Whoever started it is gone.
process.on('disconnect', () => process.exit())
// A connection that a busy machine takes long to make is none in time, and what was claimed waits for its lease to end.
await Promise.all(Array.from({ length: 6 }, () => db.run(sql`select pg_sleep(0.1)`)))
// What is killed cannot do this at its end.
flushCompileCache()
process.send?.('ready')

function begin() {
  return startDeliveries({
    config,
    db,
    logger,
    receivers,
    reached: (step) => {
      if (step === death?.at && ++passed === death.passing) process.kill(process.pid, 'SIGKILL')
    },
  })
}
