import { sql } from '../../src/database/sql.ts'
import { appoint } from '../../src/platform/operators.ts'
import type { Actor } from './cast.ts'
import type { TestUsher } from './usher.ts'

/** The id of the user that an actor is, from their first request on. */
export async function userIdOf(usher: TestUsher, actor: Actor): Promise<string> {
  await actor.inbox()
  const { user_id } = await usher.db.one(sql<{ user_id: string }>`
    select user_id from identities where subject = ${actor.subject}`)
  return user_id
}

/** Makes an actor an operator, as the command line does. */
export async function operator(usher: TestUsher, actor: Actor): Promise<Actor> {
  const userId = await userIdOf(usher, actor)
  await usher.db.transaction((tx) => appoint(tx, userId, { actor: { type: 'system' }, requestId: null }))
  return actor
}
