import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AskingParts } from '../codes/codes.ts'
import { sql } from '../database/sql.ts'
import type { Interaction, Interactions } from '../issuer/interactions.ts'

/** A foreign issuer at which people may sign in here, instead of with a code by mail. */
export interface InteractiveIssuer {
  /** Names it in our URLs: letters, digits and hyphens. */
  readonly id: string
  /** What people call it. */
  readonly name: string
  /**
   * Begins a sign-in there for an interaction here, and binds what will come back to this browser by a cookie.
   *
   * @returns where to send the browser, or undefined while the issuer cannot be reached
   */
  begin(interaction: Interaction, request: FastifyRequest, reply: FastifyReply): Promise<URL | undefined>
}

/** What signing in works with. */
export interface SignIn {
  readonly usher: AskingParts
  readonly interactions: Interactions
  readonly issuers: readonly InteractiveIssuer[]
}

/**
 * Ends a sign-in: this browser's person is this user. Their tokens name them by their id, so they get that identity at the
 * built-in issuer if they do not have it yet.
 *
 * @param uid of the interaction that the sign-in was begun for
 * @param amr how it was proven (RFC 8176), where we know
 * @returns where to send the browser; undefined where the interaction has ended, or the user may not sign in
 */
export async function finishSignIn(
  { usher: { config, db }, interactions }: Pick<SignIn, 'usher' | 'interactions'>,
  uid: string,
  userId: string,
  amr: readonly string[] = [],
): Promise<string | undefined> {
  const { active } = await db.one(sql<{ active: boolean }>`
    with person as (
      select id from users where id = ${userId} and kind = 'person' and status = 'active' for key share
    ), known as (
      insert into identities (issuer, subject, user_id) select ${config.publicUrl}, id::text, id from person
      on conflict do nothing
    )
    select exists (select from person) as active`)
  return active ? interactions.signIn(uid, userId, amr) : undefined
}
