import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Refusal } from '../http/problems.ts'
import type { Versioned } from '../http/versions.ts'
import type { TextsByLocale } from '../mail/look.ts'
import { standingIn } from '../members/standing.ts'
import type { Caller } from '../tokens/caller.ts'
import type { MailSettings } from './schemas.ts'

/** A row of `mail_settings`, or what holds without one; its times of day as `08:00`. */
export interface SettingsRow {
  readonly sender_name: string | null
  readonly reply_to: string | null
  readonly accent_color: string | null
  readonly locale: string | null
  readonly time_zone: string
  readonly texts: TextsByLocale
  readonly reminder_hours: readonly number[]
  readonly awake_from: string
  readonly awake_until: string
  readonly version: number
  readonly updated_at: Date | null
}

/** How the mails of an organization look, and when they remind, for its members. */
export async function getMailSettings(
  db: Database,
  caller: Caller,
  organizationId: string,
): Promise<Versioned<MailSettings> | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'organization:read')
  return standing instanceof Refusal ? standing : settingsOf(await readSettings(db, organizationId))
}

export async function readSettings(db: Queryable, organizationId: string): Promise<SettingsRow> {
  return db.one(sql<SettingsRow>`
    select sender_name, reply_to, accent_color, locale, rules.time_zone, coalesce(texts, '{}') as texts, rules.reminder_hours,
      to_char(rules.awake_from, 'HH24:MI') as awake_from, to_char(rules.awake_until, 'HH24:MI') as awake_until,
      coalesce(version, 0) as version, updated_at
    from reminder_rules(${organizationId}) as rules left join mail_settings on organization_id = ${organizationId}`)
}

export function settingsOf({ updated_at, ...row }: SettingsRow): Versioned<MailSettings> {
  return { ...row, reminder_hours: [...row.reminder_hours], updated: updated_at?.toISOString() ?? null }
}
