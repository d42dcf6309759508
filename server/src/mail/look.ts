import type { Config } from '../config.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type MailLanguage, wished } from './messages/messages.ts'
import type { Template } from './templates.ts'

/** How mails look and sound that no organization sends: codes. */
export interface PlainLook {
  /** BCP 47, as `de-AT`: dates and lists are written as they are there. */
  readonly locale: string
  /** What the texts are in. */
  readonly language: MailLanguage
  /** The host of this service, which every mail names. */
  readonly host: string
}

/** How an organization's mails look and sound, to one reader. */
export interface Look extends PlainLook {
  readonly organizationName: string
  /** IANA, as `Europe/Berlin`. */
  readonly timeZone: string
  readonly senderName: string | null
  readonly replyTo: string | null
  /** As `#1a56c4`; null is this service's own. */
  readonly accentColor: string | null
  /** The organization's own words, in the language of this mail. */
  readonly texts: Texts
}

/** The organization's own words by template: plain text of several lines, before and after what a mail says. */
export type Texts = { readonly [T in Template]?: { readonly introduction?: string; readonly closing?: string } }
export type TextsByLocale = Readonly<Record<string, Texts>>

/** A row of `mail_settings`, as far as mails need it. */
export interface LookSettings {
  readonly sender_name: string | null
  readonly reply_to: string | null
  readonly accent_color: string | null
  readonly locale: string | null
  readonly time_zone: string
  readonly texts: TextsByLocale
}

/** {@link LookSettings} as columns, where `mail_settings` that may be missing and their `reminder_rules` are joined. */
export const look_columns = sql`sender_name, reply_to, accent_color, mail_settings.locale, rules.time_zone, coalesce(texts, '{}') as texts`

/**
 * How the mails of an organization look to a reader.
 *
 * @param wishes languages that the reader may want, the likeliest first: that of the invitation, that of the user who holds its
 *   address. The organization's own comes after them, and English last. Those that no mail is written in are passed over.
 */
export async function lookOf(
  db: Queryable,
  config: Pick<Config, 'publicUrl'>,
  organizationId: string,
  wishes: readonly (string | null)[],
): Promise<Look> {
  const { name, ...settings } = await db.one(sql<LookSettings & { name: string }>`
    select organizations.name, ${look_columns}
    from organizations cross join lateral reminder_rules(organizations.id) as rules
      left join mail_settings on mail_settings.organization_id = organizations.id
    where organizations.id = ${organizationId}`)
  return lookFrom(config, name, settings, wishes)
}

export function lookFrom(
  config: Pick<Config, 'publicUrl'>,
  organizationName: string,
  settings: LookSettings,
  wishes: readonly (string | null)[],
): Look {
  const plain = plainLook(config, [...wishes, settings.locale])
  return {
    ...plain,
    organizationName,
    timeZone: settings.time_zone,
    senderName: settings.sender_name,
    replyTo: settings.reply_to,
    accentColor: settings.accent_color,
    texts: settings.texts[plain.language.tag] ?? {},
  }
}

export function plainLook({ publicUrl }: Pick<Config, 'publicUrl'>, wishes: readonly (string | null)[]): PlainLook {
  return { ...wished(wishes), host: new URL(publicUrl).host }
}
