import type { Database } from '../../server/src/database/database.ts'
import { sql } from '../../server/src/database/sql.ts'
import { operation_header } from './floors/canned.ts'
import type { Issuer } from './issuer.ts'
import type { Request } from './load.ts'
import { groups, platformClient, subjectOf } from './seed.ts'

/** A kind of request that is measured. */
export interface Operation {
  readonly name: string
  /** The status of every good answer. */
  readonly status: number
  /** Whether there is a third floor for it. The token endpoint has none: what it does is not one statement. */
  readonly floor: boolean
  /** A request that was not sent before; where it writes, to rows that nobody wrote to. */
  next(): Request
}

interface Waiting {
  id: string
  subject: string
}

/** Rows to read and to answer, and the tokens of those who do. */
export interface Supplies {
  readonly tokens: ReadonlyMap<string, string>
  readonly listed: readonly Waiting[]
  readonly toAnswer: readonly Waiting[]
  readonly organizations: readonly { id: string; subject: string }[]
  readonly memberships: readonly { organization_id: string; subject: string }[]
}

export async function collectSupplies(db: Database, issuer: Issuer): Promise<Supplies> {
  const { three, busy } = groups
  const tokens = new Map<string, string>()
  for (let user = three.first; user <= busy.last; user++) {
    tokens.set(subjectOf(user), await issuer.tokenOf(subjectOf(user)))
  }
  const subjectsOf = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => subjectOf(from + n))
  const waitingFor = (subjects: string[]) => sql<Waiting>`
    select invitations.id, identities.subject
    from identities
      join addresses on addresses.user_id = identities.user_id
      join invitations on invitations.canonical_email = addresses.canonical and invitations.status = 'pending'
    where identities.issuer = ${issuer.issuer} and identities.subject = any (${subjects})
    order by random()`
  const busyOnes = subjectsOf(busy.first, busy.last)
  return db.session(async (client) => {
    await client.query('set statement_timeout = 0')
    const many = async <Row>({ text, values }: { text: string; values: readonly unknown[]; row: Row }) =>
      (await client.query(text, [...values])).rows as Row[]
    return {
      tokens,
      listed: await many(waitingFor(subjectsOf(three.first, three.last))),
      toAnswer: await many(waitingFor(busyOnes)),
      organizations: await many(sql<{ id: string; subject: string }>`
        select members.organization_id as id, identities.subject
        from identities
          join members on members.user_id = identities.user_id
          join member_roles on member_roles.organization_id = members.organization_id and member_roles.user_id = members.user_id
          join roles on roles.id = member_roles.role_id and roles.kind = 'owner'
        where identities.issuer = ${issuer.issuer} and identities.subject = any (${busyOnes})`),
      memberships: await many(sql<{ organization_id: string; subject: string }>`
        select members.organization_id, identities.subject
        from identities join members on members.user_id = identities.user_id
        where identities.issuer = ${issuer.issuer}
        order by random() limit 2000`),
    }
  })
}

/** The measured operations on one seeded database. Those who share it share this, so that no row is used twice. */
export function operationsOn(supplies: Supplies, issuer: Issuer, platformToken: string): Operation[] {
  const { tokens, listed, organizations, memberships } = supplies
  const toAnswer = supplies.toAnswer.values()
  let invited = 0

  const of = (name: string, status: number, next: () => Request, floor = true): Operation => ({
    name,
    status,
    floor,
    next: () => {
      const request = next()
      return { ...request, headers: { ...request.headers, [operation_header]: name } }
    },
  })
  const as = (subject: string, request: Omit<Request, 'headers'> & { headers?: Record<string, string> }): Request => ({
    ...request,
    headers: { authorization: `Bearer ${tokens.get(subject) ?? ''}`, ...request.headers },
  })
  const answer = (accept: boolean) => (): Request => {
    const waiting = toAnswer.next().value
    if (waiting === undefined) throw new Error('all invitations are answered: seed more of them')
    return as(waiting.subject, { method: 'POST', path: `/invitations/${waiting.id}?accept=${accept}` })
  }
  const numbers = counter()
  const inGroup = ({ first, last }: { first: number; last: number }) =>
    subjectOf(first + (numbers() % (last - first + 1)))

  return [
    of('list of 3', 200, () => as(inGroup(groups.three), { method: 'GET', path: '/invitations' })),
    of('list of 50', 200, () => as(inGroup(groups.fifty), { method: 'GET', path: '/invitations' })),
    of('get', 200, () => {
      const { id, subject } = pick(listed, numbers())
      return as(subject, { method: 'GET', path: `/invitations/${id}` })
    }),
    of('accept', 200, answer(true)),
    of('decline', 200, answer(false)),
    of('invite', 201, () => {
      const { id, subject } = pick(organizations, numbers())
      return as(subject, {
        method: 'POST',
        path: `/organizations/${id}/invitations`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: `newcomer-${++invited}@example.org` }),
      })
    }),
    of('membership', 200, () => {
      const { organization_id, subject } = pick(memberships, numbers())
      const query = new URLSearchParams({ issuer: issuer.issuer, subject, organization_id })
      return {
        method: 'GET',
        path: `/memberships?${query.toString()}`,
        headers: { authorization: `Bearer ${platformToken}` },
      }
    }),
    of('token', 200, () => tokenRequest(), false),
  ]
}

/** Asks for a token with the platform client's own key (RFC 6749, section 4.4). */
export function tokenRequest(): Request {
  const key = Buffer.from(`${platformClient.id}:${platformClient.secret}`).toString('base64')
  return {
    method: 'POST',
    path: '/oauth/token',
    headers: { authorization: `Basic ${key}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  }
}

function counter(): () => number {
  let number = 0
  return () => number++
}

function pick<T>(list: readonly T[], number: number): T {
  const found = list[number % list.length]
  if (found === undefined) throw new Error('the seed has nothing of what is asked for')
  return found
}
