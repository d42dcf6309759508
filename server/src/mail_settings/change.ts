import { isDeepStrictEqual } from 'node:util'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Actor, record } from '../events/record.ts'
import { Refusal } from '../http/problems.ts'
import { type IfMatch, type Versioned, versionMismatch } from '../http/versions.ts'
import { standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import { readSettingsChange, type Settings } from './read.ts'
import type { MailSettings, MailSettingsChange } from './schemas.ts'
import { readSettings, settingsOf } from './settings.ts'

/**
 * Changes how the mails of an organization look, and when they remind. It holds for every mail that is sent from then on, those
 * that wait included. Where nothing is different nothing is written.
 */
export async function changeMailSettings(
  db: Database,
  {
    caller,
    organizationId,
    change,
    ifMatch,
    requestId,
  }: {
    caller: Caller
    organizationId: string
    change: MailSettingsChange
    ifMatch: IfMatch | undefined
    requestId: string
  },
): Promise<Versioned<MailSettings> | Refusal> {
  return db.transaction(async (tx) => {
    const standing = await standingIn(tx, caller, organizationId, 'organization:update', 'exclusive')
    if (standing instanceof Refusal) return standing
    const before = await readSettings(tx, organizationId)
    const stale = versionMismatch(before.version, ifMatch)
    if (stale !== undefined) return stale
    const after = readSettingsChange(before, change)
    if (after instanceof Refusal) return after
    const fields = different(before, after)
    if (fields.length > 0) await write(tx, after, { organizationId, fields, before, actor: standing.actor, requestId })
    return settingsOf(await readSettings(tx, organizationId))
  })
}

const names = [
  'sender_name',
  'reply_to',
  'accent_color',
  'locale',
  'time_zone',
  'texts',
  'reminder_hours',
  'awake_from',
  'awake_until',
] as const satisfies (keyof Settings)[]
type Name = (typeof names)[number]

function different(before: Settings, after: Settings): Name[] {
  return names.filter((name) => !isDeepStrictEqual(before[name], after[name]))
}

async function write(
  tx: Transaction,
  after: Settings,
  told: { organizationId: string; fields: readonly Name[]; before: Settings; actor: Actor; requestId: string },
): Promise<void> {
  const { organizationId, fields, before, actor, requestId } = told
  await tx.run(sql`
    insert into mail_settings (organization_id, sender_name, reply_to, accent_color, locale, time_zone, texts, reminder_hours,
      awake_from, awake_until)
    values (${organizationId}, ${after.sender_name}, ${after.reply_to}, ${after.accent_color}, ${after.locale},
      ${after.time_zone}, ${JSON.stringify(after.texts)}::jsonb, ${[...after.reminder_hours]}::integer[],
      ${after.awake_from}::time, ${after.awake_until}::time)
    on conflict (organization_id) do update
    set sender_name = excluded.sender_name, reply_to = excluded.reply_to, accent_color = excluded.accent_color,
      locale = excluded.locale, time_zone = excluded.time_zone, texts = excluded.texts,
      reminder_hours = excluded.reminder_hours, awake_from = excluded.awake_from, awake_until = excluded.awake_until,
      version = mail_settings.version + 1, updated_at = now()`)
  // Neither words nor an address stand in an event: of those only the name.
  const shown = fields.filter((field) => field !== 'reply_to' && field !== 'texts')
  const picked = (from: Settings) => Object.fromEntries(shown.map((field) => [field, from[field]]))
  await record(tx, {
    type: 'organization.mail_settings_updated',
    organizationId,
    actor,
    subject: { type: 'organization', id: organizationId },
    requestId,
    data: { changed: fields, before: picked(before), after: picked(after) },
  })
}
