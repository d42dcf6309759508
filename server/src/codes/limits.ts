import type { Config } from '../config.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Purpose } from './codes.ts'

/** A code that a request can be answered with. */
export interface MailedCode {
  readonly id: string
  readonly expires_at: Date
}

// A short code is good for one request alone, so each is a mail of its own and five guesses. So many unused ones an
// address gets, then long ones: those cannot be guessed, so all who ask share one, and one mail in ten minutes suffices.
const short_codes_an_hour = 5
const short_codes_a_day = 20

/** How long whoever asks for a code may take to type it, at the least. */
export const code_lives_seconds = 600

const short = { digits: 6, lives_seconds: code_lives_seconds } as const
// Lives twice as long as it is handed out, so that whoever asks last has ten minutes as well.
const long = { digits: 12, lives_seconds: 2 * code_lives_seconds, handed_out_seconds: code_lives_seconds } as const

interface Addressee {
  canonical: string
  purpose: Purpose
  /** An address that no mail server has. */
  neverMailed: boolean
  /** The sign-in that whoever asks has begun to answer an invitation. */
  signInId: string | undefined
}

/**
 * The code for a request, with its mail queued: one of its own, or, where an address is asked for more often than people
 * do, the one that everybody who asks shares. So whoever asks in somebody's name neither fills their mailbox, nor gets
 * tries enough to guess, nor keeps them from signing in. The caller holds the lock on the recipient.
 */
export async function codeToMail(tx: Transaction, config: Config, to: Addressee): Promise<MailedCode> {
  const { asked_too_often } = await tx.one(sql<{ asked_too_often: boolean }>`
    select count(*) filter (where created_at > now() - interval '1 hour') >= ${short_codes_an_hour}
      or count(*) >= ${short_codes_a_day} as asked_too_often
    from codes
    where canonical = ${to.canonical} and digits = ${short.digits} and used_at is null
      and created_at > now() - interval '1 day'`)
  if (!asked_too_often) return mail(tx, config, to, short)
  const shared = await tx.maybe(sql<MailedCode>`
    select id, expires_at from codes
    where canonical = ${to.canonical} and purpose = ${to.purpose} and digits = ${long.digits} and used_at is null
      and created_at > now() - make_interval(secs => ${long.handed_out_seconds})
    order by created_at desc limit 1`)
  return shared ?? mail(tx, config, to, long)
}

/**
 * Writes the code and queues its mail. Beyond the limit of all mails to addresses that nothing here knows, it queues none
 * and says so to nobody; who is known or invited gets theirs whatever strangers ask for. A way back to an invitation goes only
 * to the address that was invited, so that nobody's mail leads to what a stranger who asked in their name was invited to.
 */
async function mail(
  tx: Transaction,
  { linkKeys: [key], codeMailsPerHour }: Config,
  { canonical, purpose, neverMailed, signInId }: Addressee,
  { digits, lives_seconds }: { digits: number; lives_seconds: number },
): Promise<MailedCode> {
  return tx.one(sql<MailedCode>`
    with facts as (
      select
        (select count(*) from addresses where canonical = ${canonical} and verified_at is not null)
          + (select count(*) from invitations where canonical_email = ${canonical} and status = 'pending') as known,
        (select count(*) from codes
          where to_stranger and mailed and purpose = ${purpose} and created_at > now() - interval '1 hour') as to_strangers
    ), made as (
      insert into codes (purpose, canonical, digits, key_epoch, to_stranger, mailed, expires_at, sign_in_id)
      select ${purpose}, ${canonical}, ${digits}, ${key.epoch}, known = 0,
        not ${neverMailed}::boolean and (known > 0 or to_strangers < ${codeMailsPerHour ?? null}::integer is not false),
        now() + make_interval(secs => ${lives_seconds}),
        (
          select sign_ins.id from sign_ins join invitations on invitations.id = sign_ins.invitation_id
          where sign_ins.id = ${signInId ?? null} and sign_ins.expires_at > now() and invitations.canonical_email = ${canonical}
        )
      from facts
      returning id, expires_at, mailed
    ), queued as (
      insert into deliveries (kind, code_id, state) select 'code_mail', id, case when mailed then 'queued' else 'not_sent' end from made
    )
    select id, expires_at from made`)
}
