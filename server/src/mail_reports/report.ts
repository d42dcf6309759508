import type { Database } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { told } from '../events/record.ts'
import { addressHash } from '../mail_suppressions/suppressed.ts'
import { noticeAddressOf } from '../notices/recipient.ts'

/** What somebody says became of a mail after the next server took it; who says so was checked. */
export interface Report {
  readonly deliveryId: string
  /** `complained`: its recipient called it spam. */
  readonly outcome: 'delivered' | 'bounced' | 'complained'
  /** What the mail server at the end said, in one line without addresses. */
  readonly detail: string
  /** There is no such mailbox, and none will be. */
  readonly noMailbox: boolean
  /** The canonical address that it is about, where that is said. A report of a notice counts where that is the one that notices go to. */
  readonly recipient: string | undefined
}

/**
 * What came of a report. `later`: the mail is out and its own process has not noted that yet, so whoever reports is to do so
 * again. `nothing`: it is known already, or about no mail of ours.
 */
export type Reported = 'done' | 'nothing' | 'later'

/**
 * Notes what became of a mail: the state of its delivery, its event, and that the address takes no mail where that is what
 * it means. One statement, guarded by the state, so the second report of the same changes nothing.
 */
export async function report(db: Database, said: Report): Promise<Reported> {
  const { before, changed } = await db.one(sql<{ before: string | null; changed: boolean }>`
    with ${noted[said.outcome](said)}
    select (select state from deliveries where id = ${said.deliveryId} and channel = 'mail') as before,
      exists (select from reported) as changed`)
  if (changed) return 'done'
  return before === 'sending' ? 'later' : 'nothing'
}

const noted: Record<Report['outcome'], (said: Report) => Statement<never>> = {
  // A mail that arrived proves that there is such a mailbox.
  delivered: (said) => sql`reported as (
      update deliveries
      set state = 'delivered', detail = ${said.detail}, delivered_at = now(), updated_at = now()
      where id = ${said.deliveryId} and channel = 'mail' and state = 'sent'
      returning ${columns}
    ), ${recipientOf(said)}, lifted as (
      delete from mail_suppressions using recipient
      where scope = 'all' and reason = 'bounced' and address_hash = ${addressHash(sql`recipient.canonical`)}
    ), ${tell('invitation.delivered')}`,

  // Servers that said they delivered it have been wrong: a later one bounces it.
  bounced: (said) => sql`reported as (
      update deliveries
      set state = 'bounced', detail = ${said.detail}, updated_at = now()
      where id = ${said.deliveryId} and channel = 'mail' and state in ('sent', 'delivered')
      returning ${columns}
    ), ${recipientOf(said)}, suppressed as (
      insert into mail_suppressions (scope, address_hash, reason)
      select 'all', ${addressHash(sql`canonical`)}, 'bounced' from recipient where ${said.noMailbox}::boolean
      on conflict (scope, address_hash) do nothing
    ), ${tell('invitation.bounced')}`,

  // The mail arrived: its delivery stays as it is, and whoever sent it is not told what its recipient thinks of it.
  complained: (said) => sql`reported as (
      select ${columns} from deliveries
      where id = ${said.deliveryId} and channel = 'mail' and state in ('sent', 'delivered', 'bounced')
    ), ${recipientOf(said)}, suppressed as (
      insert into mail_suppressions (scope, address_hash, reason)
      select 'all', ${addressHash(sql`canonical`)}, 'complained' from recipient
      on conflict (scope, address_hash) do update set reason = excluded.reason where mail_suppressions.reason = 'bounced'
    )`,
}

const columns = sql`deliveries.id, kind, template, organization_id, invitation_id, code_id, user_id`

/**
 * The address that a mail went to, as far as it is still known. Of a notice never just the one that is named: accounts may have
 * addresses of others, as long as they prove none.
 */
function recipientOf({ recipient }: Report): Statement<never> {
  return sql`recipient as (
      select coalesce(invitations.canonical_email, codes.canonical, told.canonical) as canonical
      from reported
        left join invitations on kind = 'invitation_mail' and invitations.id = reported.invitation_id
        left join codes on kind = 'code_mail' and codes.id = reported.code_id
        left join lateral (${noticeAddressOf(sql`reported.user_id`)}) as told on kind = 'notice_mail' and told.canonical = ${recipient ?? null}::text
      where coalesce(invitations.canonical_email, codes.canonical, told.canonical) is not null
    )`
}

function tell(type: 'invitation.delivered' | 'invitation.bounced'): Statement<never> {
  return told(sql`
      select ${type}, organization_id, 'system', null, 'invitation', invitation_id::text, null, jsonb_build_object('delivery_id', id)
      from reported where kind = 'invitation_mail' and coalesce(template, 'invitation') <> 'revoked'`)
}
