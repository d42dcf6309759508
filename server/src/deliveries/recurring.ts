import type { Logger } from 'pino'
import { forgetCodes } from '../codes/recipient.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { forgetIdempotencyKeys } from '../http/idempotency.ts'
import { expireInvitations } from '../invitations/expire.ts'
import { forgetInvitations } from '../invitations/forget.ts'
import { rotateSigningKeys } from '../issuer/keys.ts'
import { forgetSignIns } from '../links/sign-in.ts'
import { clearRemains } from '../organizations/remains.ts'
import { forgetOffers } from '../ownership/offers.ts'
import { forgetMailQuotas } from '../mail_quotas/quota.ts'
import { remind } from '../reminders/remind.ts'
import { forgetErased } from '../users/erased.ts'
import { cancelWebhooks, clearEndpoints, endEndpoints } from '../webhooks/health.ts'
import { forgetSecrets } from '../webhooks/stored-secrets.ts'
import { forgetDeliveries } from './forget.ts'
import { type Loop, startLoop } from './loop.ts'

interface Recurring {
  readonly name: string
  readonly every_seconds: number
  /** Does one batch and returns how much it did. Another batch follows at once while there was something. */
  readonly work: (db: Database, config: Config) => Promise<number>
}

/** All that happens by the clock alone. */
const recurring: readonly Recurring[] = [
  { name: 'expire_invitations', every_seconds: 5, work: expireInvitations },
  { name: 'remind', every_seconds: 60, work: remind },
  { name: 'clear_remains', every_seconds: 5, work: clearRemains },
  { name: 'cancel_webhooks', every_seconds: 5, work: cancelWebhooks },
  { name: 'clear_webhook_endpoints', every_seconds: 5, work: clearEndpoints },
  { name: 'end_webhook_endpoints', every_seconds: 600, work: endEndpoints },
  { name: 'forget_ownership_offers', every_seconds: 3_600, work: forgetOffers },
  { name: 'forget_codes', every_seconds: 600, work: forgetCodes },
  { name: 'forget_deliveries', every_seconds: 600, work: forgetDeliveries },
  { name: 'forget_idempotency_keys', every_seconds: 600, work: forgetIdempotencyKeys },
  { name: 'forget_invitations', every_seconds: 600, work: forgetInvitations },
  { name: 'forget_oauth_records', every_seconds: 600, work: forgetOauthRecords },
  { name: 'forget_sessions', every_seconds: 600, work: forgetSessions },
  { name: 'forget_webhook_secrets', every_seconds: 600, work: forgetSecrets },
  { name: 'forget_sign_ins', every_seconds: 600, work: forgetSignIns },
  { name: 'forget_erased', every_seconds: 3_600, work: forgetErased },
  { name: 'forget_mail_quotas', every_seconds: 3_600, work: forgetMailQuotas },
  { name: 'rotate_signing_keys', every_seconds: 600, work: rotateSigningKeys },
]

// So that a large backlog of one does not keep the others waiting; the rest is for the next time.
const most_batches = 20
const every_ms = 1_000

/** Does the recurring work that falls to this process, until the signal. */
export function startRecurring(
  { config, db, logger }: { config: Config; db: Database; logger: Logger },
  signal: AbortSignal,
): Loop {
  let listed = false
  return startLoop({ name: 'recurring work', every_ms, work: runDue, logger }, signal)

  async function runDue(): Promise<void> {
    if (!listed) await list(db)
    listed = true
    const due = await namesOfDue(db)
    for (const each of recurring) {
      if (!signal.aborted && due.has(each.name) && (await take(db, each))) await run(each)
    }
  }

  async function run({ name, work }: Recurring): Promise<void> {
    let done = 0
    for (let batch = 1; batch <= most_batches && !signal.aborted; batch++) {
      const count = await work(db, config)
      if (count === 0) break
      done += count
    }
    if (done > 0) logger.info({ work: name, done }, 'recurring work done')
  }
}

async function list(db: Database): Promise<void> {
  const names = recurring.map(({ name }) => name)
  await db.run(sql`insert into recurring_work (name) select unnest(${names}::text[]) on conflict do nothing`)
}

async function namesOfDue(db: Database): Promise<ReadonlySet<string>> {
  const rows = await db.many(sql<{ name: string }>`select name from recurring_work where due_at <= now()`)
  return new Set(rows.map(({ name }) => name))
}

/** Whether the work is due and falls to this process. Moving `due_at` is the lease: nobody else finds it due. */
async function take(db: Database, { name, every_seconds }: Recurring): Promise<boolean> {
  const taken = await db.run(sql`
    update recurring_work set due_at = now() + make_interval(secs => ${every_seconds})
    where name = ${name} and due_at <= now()`)
  return taken === 1
}

/** What the login server wrote is kept for a day after its end, then forgotten. */
async function forgetOauthRecords(db: Database): Promise<number> {
  return db.run(sql`
    with old as materialized (
      select model, id from oauth_records
      where expires_at < now() - interval '1 day'
      limit 500
      for update skip locked
    )
    delete from oauth_records using old where oauth_records.model = old.model and oauth_records.id = old.id`)
}

/** A browser's session as its person saw it is kept for a day after it ran out. */
async function forgetSessions(db: Database): Promise<number> {
  return db.run(sql`
    delete from sessions where id in (
      select id from sessions where expires_at < now() - interval '1 day' limit 500 for update skip locked)`)
}
