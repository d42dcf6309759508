import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Refusal, refuse } from '../http/problems.ts'
import type { Usher } from '../usher.ts'
import { bySignIn, byToken, find, type Found } from './find.ts'
import type { SignInPreview } from './schemas.ts'
import { pageOf, sign_in_seconds } from './way-back.ts'

const batch = 500

/** What a visitor shows to begin: the token of the mail's link, or an earlier sign-in that the mail with the code led back to. */
export type Shows = { readonly token: string } | { readonly signInId: string }

/**
 * Remembers for which invitation a visitor is about to sign in. A browser that comes again for the same one keeps its
 * sign-in; one that comes for another gets another.
 *
 * @param current the sign-in that this browser remembers
 * @returns the id to remember, and where to go on; that names the invitation, so two tabs come back to one each
 */
export async function beginSignIn(
  parts: Pick<Usher, 'db' | 'config'>,
  shows: Shows,
  current: string | undefined,
): Promise<{ id: string; url: string } | Refusal> {
  const { db, config } = parts
  const found = 'token' in shows ? await find(db, byToken(shows.token, config)) : await behind(parts, shows.signInId)
  if (found instanceof Refusal) return found
  const { id } = await db.one(sql<{ id: string }>`
    with until as (
      select now() + make_interval(secs => ${sign_in_seconds}) as moment
    ), kept as (
      update sign_ins set expires_at = moment, link_version = ${found.linkVersion}::integer
      from until where id = ${current ?? null} and invitation_id = ${found.id}
      returning id
    ), made as (
      insert into sign_ins (invitation_id, link_version, expires_at)
      select ${found.id}, ${found.linkVersion}::integer, moment from until where not exists (select from kept)
      returning id
    )
    select id from kept union all select id from made`)
  return { id, url: `/session/sign-in?${new URLSearchParams({ return_to: pageOf(found.id) }).toString()}` }
}

/** What a sign-in that was begun leads back to, for whoever opens the mail with the code in another browser. */
export async function previewSignIn(parts: Pick<Usher, 'db' | 'config'>, id: string): Promise<SignInPreview | Refusal> {
  const found = await behind(parts, id)
  return found instanceof Refusal ? found : { ...found.shown, invitation_id: found.id }
}

/** One that ended is forgotten soon, and then like one that never was; so it is answered like that from the start. */
async function behind({ db, config }: Pick<Usher, 'db' | 'config'>, id: string): Promise<Found | Refusal> {
  const found = await find(db, bySignIn(id, config))
  if (!(found instanceof Refusal) || found.code !== 'not_found') return found
  return refuse('not_found', {
    detail: 'This way back is no longer open. Use the link in the mail with your invitation once more.',
  })
}

/** Forgets what nobody comes back by any more. */
export async function forgetSignIns(db: Database): Promise<number> {
  return db.run(sql`
    delete from sign_ins where id in (
      select id from sign_ins where expires_at < now() - interval '1 hour' limit ${batch} for update skip locked)`)
}
