import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { linkKeyOf } from '../mail/link.ts'
import { isServiceAddress } from '../service_accounts/service-account.ts'
import type { Address } from '../users/address.ts'
import type { Usher } from '../usher.ts'
import { bindingHash, type CodeSeed, isCode } from './code.ts'
import { codeToMail } from './limits.ts'
import { lockRecipient } from './recipient.ts'

/** What the holder of the address proves with the code: who they are, or that the address is theirs as well. */
export type Purpose = 'sign_in' | 'address'

/** What can be known without a mailbox, so it says nothing about the address. */
export interface CodeRequest {
  /** Names the request when its code is redeemed. Not secret: it is worth nothing without code and binding. */
  readonly id: string
  /** From then on the code is no longer taken. */
  readonly expires: Date
}

/** What a redeemed code proves, just now. */
export interface Proof {
  readonly purpose: Purpose
  /** Its canonical form is what the code was mailed to; `email` is what was typed. */
  readonly address: Address
  /** The user who asked, where one was signed in. */
  readonly userId: string | null
}

/** How long the same browser or user waits before it may ask again for the same address. */
export const resend_seconds = 60

// Per browser or user, so it is never somebody else's asking that uses it up.
const most_requests_a_day = 50

/** How often a code may be guessed wrong or right, in each place where it was asked for. */
export const most_tries = 5

/**
 * Mails a code to an address: the answer and the work are the same whether or not anybody here has it. The code is good in
 * the browser that asked and nowhere else, and a new one ends the one before there.
 *
 * @param asked.binding what only who asks knows or is: a secret in the cookie of the sign-in, or the signed-in user's id
 * @param asked.userId who is signed in, if somebody is
 * @returns `rate_limited` within a minute of the last one with the same binding, after fifty in a day, and where too many
 *   were asked for from the same network; `mail_off` where no mail is sent at all
 */
export async function requestCode(
  { db, config, deliveries, askingNetworks }: AskingParts,
  asked: Asked & AskedFrom,
): Promise<CodeRequest | Refusal> {
  if (config.mail.kind === 'off') return refuse('mail_off')
  const outcome = await askingNetworks.counting(asked.network, () => ask({ db, config }, asked))
  if (!(outcome instanceof Refusal)) deliveries.wake()
  return outcome
}

/** What asking for a code works with. */
export type AskingParts = Pick<Usher, 'db' | 'config' | 'deliveries' | 'askingNetworks'>

/** What the request of whoever asks tells of where it comes from. */
export interface AskedFrom {
  /** See `AskingNetworks`. */
  network: string | undefined
  /** The sign-in that this browser began to answer an invitation, if it did; see `links/way-back.ts`. */
  signInId: string | undefined
}

interface Asked {
  address: Address
  purpose: Purpose
  binding: string
  userId?: string
}

async function ask(
  { db, config }: Pick<Usher, 'db' | 'config'>,
  asked: Asked & AskedFrom,
): Promise<CodeRequest | Refusal> {
  const { address, purpose, userId, signInId } = asked
  const binding = bindingHash(asked.binding)
  return db.transaction(async (tx) => {
    await lockRecipient(tx, address.canonical)
    const wait_seconds = await coolDown(tx, { address, purpose, binding })
    if (wait_seconds !== undefined) return tooSoon(wait_seconds)
    if (await askedAllDay(tx, binding)) return refuse('rate_limited', { headers: { 'retry-after': '3600' } })
    await endEarlier(tx, { address, purpose, binding })
    const ours = isServiceAddress(address, config.publicUrl)
    const code = await codeToMail(tx, config, { canonical: address.canonical, purpose, neverMailed: ours, signInId })
    return tx.one(sql<CodeRequest>`
      with asked as (
        insert into code_requests (code_id, email, binding_hash, user_id)
        values (${code.id}, ${address.email}, ${binding}::bytea, ${userId ?? null})
        returning id
      )
      select id, ${code.expires_at}::timestamptz as expires from asked`)
  })
}

interface Bound {
  address: Address
  purpose: Purpose
  binding: Buffer
}

/** Seconds until this browser may ask again for this address; undefined if it may now. */
async function coolDown(tx: Transaction, { address, purpose, binding }: Bound): Promise<number | undefined> {
  const recent = await tx.maybe(sql<{ wait_seconds: number }>`
    select ceil(${resend_seconds} - extract(epoch from now() - code_requests.created_at))::integer as wait_seconds
    from code_requests join codes on codes.id = code_requests.code_id
    where binding_hash = ${binding}::bytea and canonical = ${address.canonical} and purpose = ${purpose}
      and code_requests.created_at > now() - make_interval(secs => ${resend_seconds})
    order by code_requests.created_at desc limit 1`)
  return recent === undefined ? undefined : Math.max(recent.wait_seconds, 1)
}

function tooSoon(wait_seconds: number): Refusal {
  return refuse('rate_limited', {
    detail: `A code was mailed a moment ago. Look into the mailbox, or ask again in ${wait_seconds} seconds.`,
    headers: {
      'retry-after': String(wait_seconds),
      ratelimit: `"code";r=0;t=${wait_seconds}`,
      'ratelimit-policy': `"code";q=1;w=${resend_seconds}`,
    },
  })
}

async function askedAllDay(tx: Transaction, binding: Buffer): Promise<boolean> {
  const { requests } = await tx.one(sql<{ requests: number }>`
    select count(*)::integer as requests from code_requests
    where binding_hash = ${binding}::bytea and created_at > now() - interval '1 day'`)
  return requests >= most_requests_a_day
}

/** Of several mails the newest counts, so that asking again never gives more tries at one code. */
async function endEarlier(tx: Transaction, { address, purpose, binding }: Bound): Promise<void> {
  await tx.run(sql`
    update code_requests set ended_at = now()
    from codes
    where codes.id = code_requests.code_id and ended_at is null
      and binding_hash = ${binding}::bytea and canonical = ${address.canonical} and purpose = ${purpose}`)
}

/**
 * The request for a code that counts for whoever asked last, where that is known by binding and not by id: a signed-in
 * user types the code wherever they like.
 */
export async function newestRequest(
  tx: Transaction,
  { purpose, canonical, binding }: { purpose: Purpose; canonical: string; binding: string },
): Promise<string | undefined> {
  const newest = await tx.maybe(sql<{ id: string }>`
    select code_requests.id
    from code_requests join codes on codes.id = code_requests.code_id
    where binding_hash = ${bindingHash(binding)}::bytea and canonical = ${canonical} and purpose = ${purpose}
    order by code_requests.created_at desc limit 1`)
  return newest?.id
}

/**
 * Takes a code, once, in the caller's transaction, so that what it proves is written together with its use. A wrong one
 * costs a try of whoever asked and of nobody else; the transaction has to be committed then as well.
 *
 * @returns `wrong_code` with the tries that are left, or `code_ended` if it was used, has expired, was tried too often,
 *   or was not asked for here
 */
export async function redeemCode(
  tx: Transaction,
  { linkKeys }: Pick<Usher['config'], 'linkKeys'>,
  redeemed: { id: string; code: string; binding: string },
): Promise<Proof | Refusal> {
  const { id } = redeemed
  const binding = bindingHash(redeemed.binding)
  const seed = await tx.maybe(sql<CodeSeed & { key_epoch: string; canonical: string; mailed: boolean }>`
    select codes.id, codes.digits, codes.key_epoch, codes.canonical, codes.mailed
    from code_requests join codes on codes.id = code_requests.code_id
    where code_requests.id = ${id} and binding_hash = ${binding}::bytea and ended_at is null`)
  // What has ended stays so: that needs no lock, and a flood of guesses waits for none.
  if (seed === undefined) return refuse('code_ended')
  await lockRecipient(tx, seed.canonical)
  // What was never mailed proves nothing, however well it was guessed.
  const right = isCode(redeemed.code, linkKeyOf(linkKeys, seed.key_epoch), seed) && seed.mailed

  // The row of the request is locked by its update, so tries made at once are counted one after the other; the row of the
  // code is, where several browsers share one.
  const tried = await tx.maybe(sql<{
    tries: number
    used: boolean
    purpose: Purpose
    canonical: string
    email: string
    user_id: string | null
  }>`
    with tried as (
      update code_requests
      set tries = tries + 1, ended_at = case when ${right}::boolean or tries + 1 >= ${most_tries} then now() end
      where id = ${id} and binding_hash = ${binding}::bytea and ended_at is null and tries < ${most_tries}
        and exists (select from codes where codes.id = code_id and used_at is null and expires_at > now())
      returning code_id, tries, email, user_id
    ), used as (
      update codes set used_at = now()
      from tried where codes.id = tried.code_id and ${right}::boolean and codes.used_at is null
      returning codes.id
    )
    select tried.tries, exists (select from used) as used, codes.purpose, codes.canonical, tried.email, tried.user_id
    from tried join codes on codes.id = tried.code_id`)
  if (tried === undefined || (right && !tried.used)) return refuse('code_ended')
  if (!right) return wrong(most_tries - tried.tries)
  const { purpose, canonical, email, user_id } = tried
  return { purpose, address: { email, canonical }, userId: user_id }
}

function wrong(left: number): Refusal {
  if (left === 0) return refuse('code_ended', { detail: 'That was the last try. Ask for a new code.', tries_left: 0 })
  const tries = left === 1 ? 'One try is' : `${left} tries are`
  return refuse('wrong_code', { detail: `This is not the code in the newest mail. ${tries} left.`, tries_left: left })
}
