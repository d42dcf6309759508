import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Claimed } from '../deliveries/queue.ts'
import type { Mail } from '../mail/frame.ts'
import { type Look, lookOf } from '../mail/look.ts'
import { tellAnswer, tellRequest } from './about-invitations.ts'
import { tellOfferedOwnership, tellRoleChange } from './about-members.ts'
import { tellDisabledWebhook, tellSeatLimit } from './about-organizations.ts'
import type { NoticeTemplate } from './notice.ts'
import { type Recipient, recipientOf } from './recipient.ts'

/** What a notice is written from: to whom, in which look, and the event that it tells of. */
export interface Telling {
  readonly db: Database
  readonly deliveryId: string
  readonly recipient: Recipient
  readonly look: Look
  /** Where the recipient goes on: what happens in the organization, in the console. */
  readonly link: string
  /** What the event is about, by its id. */
  readonly subjectId: string
  readonly data: Readonly<Record<string, unknown>>
}

/** A mail as of now, or why there is nothing to tell any more. */
export type Told = Mail | Dropped
export interface Dropped {
  readonly dropped: string
}

const tellers: Readonly<Record<NoticeTemplate, (telling: Telling) => Promise<Told>>> = {
  accepted: (telling) => tellAnswer(telling, 'accepted'),
  declined: (telling) => tellAnswer(telling, 'declined'),
  renewal_requested: (telling) => tellRequest(telling, 'renewal'),
  readdress_requested: (telling) => tellRequest(telling, 'readdress'),
  seat_limit_reached: tellSeatLimit,
  webhook_disabled: tellDisabledWebhook,
  role_changed: tellRoleChange,
  ownership_offered: tellOfferedOwnership,
}

/**
 * The mail of a notice, or why there is none to send any more. As of now, like every mail: who may not know it any more is not
 * told, and what is over is not told as if it were not.
 */
export async function noticeLetter(
  db: Database,
  config: Pick<Config, 'publicUrl'>,
  { id, template, organization_id: organizationId, user_id: userId, event_sequence: sequence }: Claimed,
): Promise<{ to: string; mail: Mail } | Dropped> {
  if (organizationId === null || userId === null || !isNotice(template)) throw new Error('a notice says what to whom')
  const recipient = await recipientOf(db, { userId, organizationId })
  if ('dropped' in recipient) return recipient
  const event = await db.one(sql<{ subject_id: string; data: Record<string, unknown> }>`
    select subject_id, data from events where organization_id = ${organizationId} and sequence = ${sequence}`)
  const look = await lookOf(db, config, organizationId, [recipient.locale])
  const mail = await tellers[template]({
    db,
    deliveryId: id,
    recipient,
    look: { ...look, timeZone: recipient.time_zone ?? look.timeZone },
    link: new URL(`/console/organizations/${organizationId}/people`, config.publicUrl).href,
    subjectId: event.subject_id,
    data: event.data,
  })
  return 'dropped' in mail ? mail : { to: recipient.email, mail }
}

function isNotice(template: string | null): template is NoticeTemplate {
  return template !== null && Object.hasOwn(tellers, template)
}
