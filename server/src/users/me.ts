import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import { readName, readPictureUrl } from '../http/text.ts'
import { isTimeZone, unknown_zone } from '../http/time-zone.ts'
import type { Caller } from '../tokens/caller.ts'
import { callerRow, unknownCaller } from './caller-row.ts'
import type { Me, MeChange } from './schemas.ts'
import { type UserRow, userColumns, userOf } from './user.ts'

/** The caller, with their addresses and the issuers that know them. */
export async function getMe(db: Database, caller: Caller): Promise<Me | Refusal> {
  const row = await db.maybe(sql<UserRow & Pick<Me, 'locale' | 'time_zone' | 'operator'>>`
    with caller as (${callerRow(caller)})
    select ${userColumns}, users.locale, users.time_zone, exists (select from operators where operators.user_id = users.id) as operator
    from caller join users on users.id = caller.id`)
  if (row === undefined) return unknownCaller(db, caller)
  const issuers = new Set(row.identities.map(({ issuer }) => issuer))
  const { locale, time_zone, operator } = row
  return { ...userOf(row), locale, time_zone, operator, identities: [...issuers].map((issuer) => ({ issuer })) }
}

/** What the caller says of themselves. What is left away stays as it is. */
export async function changeMe(
  db: Database,
  { caller, change, requestId }: { caller: Caller; change: MeChange; requestId: string },
): Promise<Me | Refusal> {
  const name = change.name == null ? change.name : readName(change.name, '/name')
  if (name instanceof Refusal) return name
  const picture = change.avatar_url == null ? change.avatar_url : readPictureUrl(change.avatar_url, '/avatar_url')
  if (picture instanceof Refusal) return picture

  const { locale, time_zone: zone } = change
  if (zone != null && !isTimeZone(zone)) {
    return invalid({ in: 'body', pointer: '/time_zone', detail: unknown_zone })
  }

  const refusal = await db.transaction(async (tx) => {
    const person = await lockPerson(tx, caller)
    if (person instanceof Refusal) return person
    const changed = await tx.run(sql`
      update users set
        name = case when ${name !== undefined}::boolean then ${name ?? null} else name end,
        avatar_url = case when ${picture !== undefined}::boolean then ${picture ?? null} else avatar_url end,
        locale = case when ${locale !== undefined}::boolean then ${locale ?? null} else locale end,
        time_zone = case when ${zone !== undefined}::boolean then ${zone ?? null} else time_zone end,
        updated_at = now()
      where id = ${person.id} and (
        (${name !== undefined}::boolean and name is distinct from ${name ?? null})
        or (${picture !== undefined}::boolean and avatar_url is distinct from ${picture ?? null})
        or (${locale !== undefined}::boolean and locale is distinct from ${locale ?? null})
        or (${zone !== undefined}::boolean and time_zone is distinct from ${zone ?? null})
      )`)
    if (changed === 1) {
      await record(tx, {
        type: 'user.updated',
        organizationId: null,
        actor: { type: 'user', id: person.id },
        subject: { type: 'user', id: person.id },
        requestId,
      })
    }
    return undefined
  })
  return refusal ?? getMe(db, caller)
}

/**
 * The caller as a person who may change what is known of them; holds their row for the rest of the transaction. A service
 * account is looked after by its organization.
 */
async function lockPerson(tx: Transaction, caller: Caller): Promise<{ id: string } | Refusal> {
  const user = await tx.maybe(sql<{ id: string; kind: 'person' | 'service_account' }>`
    with caller as (${callerRow(caller)})
    select users.id, users.kind from caller join users on users.id = caller.id and users.status = 'active'
    for no key update of users`)
  if (user === undefined) return unknownCaller(tx, caller)
  return user.kind === 'person' ? { id: user.id } : refuse('managed_by_organization')
}
