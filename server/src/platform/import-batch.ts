import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Actor } from '../events/record.ts'
import { type Code, problems } from '../http/problems.ts'
import { revokeUngrantableIn } from '../invitations/ungrantable.ts'
import { joinMany, type Joining } from '../members/join.ts'
import { identityKey, type KnownUser, makeKnown } from '../users/make-known.ts'
import { changeRoles, givenRoles, type RolesChange } from './import-roles.ts'
import { type ImportOrganization, lockOrganizations, organizationKey } from './import-organizations.ts'
import type { ImportRow, RefusedRow } from './import-row.ts'

/** What became of a batch. */
export interface BatchOutcome {
  readonly added: number
  readonly present: number
  readonly changed: number
  readonly refused: readonly RefusedRow[]
}

/**
 * Makes the people of some rows members, in a fixed number of statements whatever the number of rows. It holds the lock of
 * every organization in them, so seats and counts are exact. Whoever is a member already is left alone, or, if asked to,
 * given the roles of their row.
 */
export async function importBatch(
  tx: Transaction,
  rows: readonly ImportRow[],
  { updateRoles, ...told }: { updateRoles: boolean; actor: Actor; requestId: string },
): Promise<BatchOutcome> {
  const organizations = await lockOrganizations(tx, rows, { alone: updateRoles })
  const people = await peopleOf(tx, rows)
  const refused: RefusedRow[] = []
  const placed = rows.flatMap((row) => {
    const place = placeOf(row, organizations, people)
    if ('code' in place) refused.push(place)
    return 'code' in place ? [] : [place]
  })
  const present = await givenRoles(tx, placed)
  const joining = new Map<string, Joining>()
  const changing = new Map<string, RolesChange>()
  for (const { row, organization, userId, roleIds } of placed) {
    const key = `${organization.id} ${userId}`
    const before = present.get(key)
    if (before !== undefined) {
      if (!updateRoles || row.roles === undefined) continue
      const change = { organizationId: organization.id, userId, before, after: roleIds }
      if (!sameRoles(change) && !changing.has(key)) {
        const owners = ownersBy(change, organization)
        if (organization.owners + owners < 1) refused.push(refusedRow(row, 'last_owner'))
        else {
          organization.owners += owners
          changing.set(key, change)
        }
      }
    } else if (!joining.has(key)) {
      if (organization.free < 1) refused.push(refusedRow(row, 'seat_limit_reached', seat_detail))
      else {
        organization.free -= 1
        joining.set(key, { organizationId: organization.id, userId, roleIds })
      }
    }
  }
  await joinMany(tx, [...joining.values()], told)
  await changeRoles(tx, [...changing.values()], told)
  const changedIn = new Set([...changing.values()].map(({ organizationId }) => organizationId))
  if (changedIn.size > 0) await revokeUngrantableIn(tx, [...changedIn], told)
  const [added, changed] = [joining.size, changing.size]
  return { added, changed, refused, present: rows.length - added - changed - refused.length }
}

const seat_detail = 'All seats of the organization are taken. Raise its seat_limit, then send this row again.'

interface Placed {
  readonly row: ImportRow
  readonly organization: ImportOrganization
  readonly userId: string
  readonly organizationId: string
  readonly roleIds: readonly string[]
}

/** Where a row leads: an organization, a user and roles that there are; or what is missing. */
function placeOf(
  row: ImportRow,
  organizations: ReadonlyMap<string, ImportOrganization>,
  people: ReadonlyMap<string, KnownUser>,
): Placed | RefusedRow {
  const organization = organizations.get(organizationKey(row))
  if (organization === undefined) {
    const pointer = 'id' in row.organization ? '/organization_id' : '/external_id'
    return { ...refusedRow(row, 'not_found', 'There is no such organization. Create it first.'), pointer }
  }
  const user = people.get('userId' in row.person ? row.person.userId : identityKey(row.person))
  if (user === undefined) {
    return { ...refusedRow(row, 'validation_failed', 'must be the id of a person who is a user'), pointer: '/user_id' }
  }
  if (!user.active) return refusedRow(row, 'user_disabled', 'This user was deactivated. An operator can activate them.')
  const roleIds = (row.roles ?? []).map((role) => organization.roles.get(role.toLowerCase()))
  const unknown = roleIds.indexOf(undefined)
  if (unknown !== -1) {
    const detail = 'must be the name or the id of a role of this organization'
    return { ...refusedRow(row, 'validation_failed', detail), pointer: `/roles/${unknown}` }
  }
  const known = [...new Set(roleIds.filter((id) => id !== undefined))]
  return {
    row,
    organization,
    userId: user.id,
    organizationId: organization.id,
    roleIds: known.length === 0 ? [organization.memberRole] : known,
  }
}

function refusedRow({ line }: ImportRow, code: Code, detail: string = problems[code][1]): RefusedRow {
  return { line, code, detail }
}

/** Who the rows speak of, by id or by their issuer's name for them; who was unknown so far is known by that. */
async function peopleOf(tx: Transaction, rows: readonly ImportRow[]): Promise<Map<string, KnownUser>> {
  const described = rows.flatMap(({ person }) => ('userId' in person ? [] : [person]))
  const known = await makeKnown(tx, described)
  const ids = rows.flatMap(({ person }) => ('userId' in person ? [person.userId] : []))
  if (ids.length === 0) return known
  const users = await tx.many(sql<KnownUser>`
    select id, status = 'active' as active from users
    where id = any(${ids}::uuid[]) and kind = 'person' and status <> 'deleted'
    order by id for key share`)
  return new Map([...known, ...users.map((user) => [user.id, user] as const)])
}

function sameRoles({ before, after }: RolesChange): boolean {
  return before.length === after.length && after.every((id) => before.includes(id))
}

/** How many owners more there are by a change: one, none, or one less. */
function ownersBy({ before, after }: RolesChange, { ownerRole }: ImportOrganization): number {
  return Number(after.includes(ownerRole)) - Number(before.includes(ownerRole))
}
