import { type Database, type Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { personColumns, type PersonRow } from '../issuer/accounts.ts'
import { endSession } from '../issuer/sessions.ts'
import { endGrant } from '../issuer/store.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow } from '../users/caller-row.ts'
import type { ConsoleSession } from './schemas.ts'
import { heldPermissions } from '../roles/held.ts'

/** Who is signed in and where they belong: one statement. Undefined if they no longer are. */
export function whoIs(
  db: Queryable,
  caller: Caller,
): Promise<Pick<ConsoleSession, 'user' | 'memberships'> | undefined> {
  return db
    .maybe(sql<PersonRow & { id: string; memberships: ConsoleSession['memberships'] }>`
      with caller as (${callerRow(caller)})
      select users.id, ${personColumns}, (
        select coalesce(json_agg(json_build_object(
          'organization_id', organizations.id, 'name', organizations.name, 'slug', organizations.slug,
          'logo_url', organizations.logo_url, 'permissions', ${heldPermissions}
        ) order by members.created_at, organizations.id), '[]')
        from members join organizations on organizations.id = members.organization_id
        where members.user_id = users.id and organizations.status = 'active'
      ) as memberships
      from caller join users on users.id = caller.id`)
    .then((row) => {
      if (row === undefined) return undefined
      const { memberships, ...user } = row
      return { user, memberships }
    })
}

/**
 * Ends what was granted to the console in this browser. Where nothing else was granted there, the session of the login server
 * has no further use and ends as well; otherwise its person is asked.
 *
 * @returns whether the whole session ended
 */
export async function signOut(db: Database, grantId: string): Promise<boolean> {
  const session = await db.maybe(sql<{ uid: string; others: boolean }>`
    select session_uid as uid, exists (
      select from oauth_records as other
      where other.session_uid = granted.session_uid and other.model = 'Grant' and other.id <> granted.id
    ) as others
    from oauth_records as granted
    where model = 'Grant' and id = ${grantId} and session_uid is not null`)
  if (session === undefined || session.others) await endGrant(db, grantId)
  else await endSession(db, session.uid)
  return session?.others === false
}
