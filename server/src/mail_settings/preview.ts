import type { Config } from '../config.ts'
import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { invalid, Refusal } from '../http/problems.ts'
import { readText } from '../http/text.ts'
import type { Mail } from '../mail/frame.ts'
import { lookFrom } from '../mail/look.ts'
import { headerOf, senderOf } from '../mail/sender.ts'
import { type Standing, standingIn } from '../members/standing.ts'
import { inOrder } from '../roles/roles.ts'
import type { Caller } from '../tokens/caller.ts'
import { readSettingsChange } from './read.ts'
import { type Sample, sampleMails } from './samples.ts'
import type { MailPreview, MailPreviewRequest } from './schemas.ts'
import { readSettings } from './settings.ts'

/**
 * A mail of an organization as its reader would see it, with made-up data where none is given, and without a token. Nothing is
 * written and nothing is sent.
 */
export async function previewMail(
  db: Database,
  config: Config,
  { caller, organizationId, asked }: { caller: Caller; organizationId: string; asked: MailPreviewRequest },
): Promise<MailPreview | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'organization:read')
  if (standing instanceof Refusal) return standing
  const before = await readSettings(db, organizationId)
  const settings = readSettingsChange(before, asked.settings ?? {}, '/settings')
  if (settings instanceof Refusal) return settings
  const message = readText(asked.invitation?.message ?? '', '/invitation/message')
  if (message instanceof Refusal) return message
  const roleNames = await roleNamesOf(db, organizationId, asked.invitation?.role_ids ?? [])
  if (roleNames instanceof Refusal) return roleNames

  const { organization_name, inviter_name } = await namesOf(db, standing)
  const look = lookFrom(config, organization_name, settings, [asked.locale ?? null])
  const sample: Sample = {
    inviterName: inviter_name,
    roleNames,
    message: message === '' ? null : message,
    publicUrl: config.publicUrl,
    now: new Date(),
  }
  return shown(config, sampleMails[asked.template](look, sample))
}

function shown(config: Config, { subject, text, html, senderName, replyTo }: Mail): MailPreview {
  return { subject, text, html, from: headerOf(senderOf(config.mailFrom, senderName)), reply_to: replyTo ?? null }
}

async function roleNamesOf(db: Queryable, organizationId: string, ids: readonly string[]): Promise<string[] | Refusal> {
  const rows = await db.many(sql<{ id: string; name: string }>`
    select id, name from roles where organization_id = ${organizationId} and id = any(${[...ids]}::uuid[])
    order by ${inOrder}`)
  const unknown = ids.findIndex((id) => !rows.some((row) => row.id === id))
  if (unknown === -1) return rows.map(({ name }) => name)
  return invalid({
    in: 'body',
    pointer: `/invitation/role_ids/${unknown}`,
    detail: 'must be a role of this organization',
  })
}

async function namesOf(
  db: Queryable,
  { organization_id, user_id }: Standing,
): Promise<{ organization_name: string; inviter_name: string | null }> {
  return db.one(sql<{ organization_name: string; inviter_name: string | null }>`
    select organizations.name as organization_name, users.name as inviter_name
    from organizations left join users on users.id = ${user_id}
    where organizations.id = ${organization_id}`)
}
