import { sql } from '../../src/database/sql.ts'
import { type Actor, succeeded } from './cast.ts'
import { codeMailedTo, emptyMailbox } from './mailed.ts'
import type { Answer, TestUsher } from './usher.ts'

/** An address as its user sees it. */
export interface Shown {
  readonly id: string
  readonly email: string
  readonly verified: boolean
  readonly vouched_by: string | null
  readonly signs_in: boolean
}

export async function addressesOf(actor: Actor): Promise<Shown[]> {
  return succeeded(await actor.get('/users/me/addresses')).body as Shown[]
}

export async function own(actor: Actor, email: string): Promise<Shown> {
  const found = (await addressesOf(actor)).find((each) => each.email === email)
  if (found === undefined) throw new Error(`${email} is not there`)
  return found
}

export function adds(actor: Actor, email: string): Promise<Answer> {
  return actor.request('POST', '/users/me/addresses', { body: { email } })
}

export function asksFor(actor: Actor, { id }: Shown): Promise<Answer> {
  return actor.request('POST', `/users/me/addresses/${id}/code`)
}

export function types(actor: Actor, { id }: Shown, code: string): Promise<Answer> {
  return actor.request('POST', `/users/me/addresses/${id}/verify`, { body: { code } })
}

export function removes(actor: Actor, { id }: Shown): Promise<Answer> {
  return actor.request('DELETE', `/users/me/addresses/${id}`)
}

/** Adds an address and proves it by the code that is mailed there. */
export async function verifies(usher: TestUsher, actor: Actor, email: string): Promise<Shown> {
  await emptyMailbox(usher, email)
  const added = succeeded(await adds(actor, email)).body as Shown
  return succeeded(await types(actor, added, await codeMailedTo(usher, email.toLowerCase()))).body as Shown
}

/** What happened to a user, in order. */
export function happenedTo(
  { db }: TestUsher,
  userId: string,
): Promise<{ type: string; actor_type: string; data: object }[]> {
  return db.many(sql<{ type: string; actor_type: string; data: object }>`
    select type, actor_type, data from events where subject_id = ${userId} order by sequence`)
}

export function codeOf({ status, body }: Answer): [number, string] {
  return [status, body.code]
}
