import fc from 'fast-check'
import { sql } from '../../../src/database/sql.ts'
import { type Actor, type Company, enter } from '../cast.ts'
import { machine } from '../machine.ts'
import { userIdOf } from '../operator.ts'
import type { Answer, TestUsher } from '../usher.ts'
import { recruiter_permissions } from './giving.ts'
import { at, type Model, type RoleName, type Status } from './model.ts'

/** The service, with a few organizations and people whose paths cross often. */
export interface World {
  readonly usher: TestUsher
  readonly people: readonly Actor[]
  readonly userIds: readonly string[]
  readonly organizations: readonly WorldCompany[]
  /** The ids of the teams of each organization. */
  readonly teams: readonly (readonly string[])[]
  readonly addresses: readonly string[]
  /** In the order in which they were made; the place in the model is the same, where one step is taken after the other. */
  readonly invitations: Kept[]
  /** Invitations that were answered before the first step. */
  readonly before: readonly string[]
  /** What succeeded with an Idempotency-Key, and how to ask for it again. */
  readonly done: { readonly status: number; readonly text: string; readonly ask: () => Promise<Answer> }[]
  /** What somebody was told to have become of an invitation, which must hold from then on. */
  readonly acknowledged: Map<string, Status>
}

/** With a role that it made. */
interface WorldCompany extends Company {
  readonly roles: Readonly<Record<RoleName, string>>
}

interface Kept {
  readonly id: string
  readonly organization: number
  readonly address: number
  /** How many were made for it. */
  links: number
}

/** Who holds which addresses: several of one person, one of several persons, of a machine (5), of nobody (6). */
const holders: readonly (readonly number[])[] = [[0], [1], [2, 3], [2], [4], [5]]
const address_domains = ['com', 'com', 'org', 'com', 'org', 'com', 'com'].map((end) => `example.${end}`)
const team_count = 2
export const machine_number = 5
/** Of whom the service account is. */
export const machine_home = 1
/** Who founds each organization, and who else is in it from the start. */
const beginnings: readonly { founder: number; others: readonly (readonly [person: number, role: RoleName])[] }[] = [
  { founder: 0, others: [[1, 'admin'], [4, 'recruiter']] }, // prettier-ignore
  { founder: 1, others: [[machine_number, 'admin']] },
  { founder: 2, others: [] },
]

export const draw = {
  /** Mostly one of those who may. */
  organizer: fc.oneof(
    { weight: 7, arbitrary: fc.constantFrom('founder' as const, 'admin' as const, 'recruiter' as const) },
    fc.nat(holders.length - 1),
  ),
  person: fc.nat(holders.length - 1),
  organization: fc.constantFrom(0, 0, 0, 0, 1, 1, 2),
  /** Mostly one of the two addresses of one person, the first of which somebody else holds as well. */
  address: fc.constantFrom(2, 2, 2, 2, 3, 3, 3, 0, 1, 4, 5, 6),
  role: fc.constantFrom<RoleName>('member', 'member', 'recruiter', 'admin', 'owner'),
  team: fc.constantFrom(0, 0, 1),
  teams: fc.constantFrom<number[]>([], [], [0], [0], [0], [1], [0, 1]),
  /** Mostly one of the first or one of the latest, so that much happens to each of them. */
  invitation: fc.oneof(fc.nat(2), { weight: 3, arbitrary: fc.integer({ min: -4, max: -1 }) }, fc.nat(30)),
  /** Whoever holds the address, or once in a while somebody. */
  answerer: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('holder', 'other holder') }, fc.nat(holders.length - 1)),
}

/** The number of who acts in an organization. Where no such member is there from the start, it is the founder. */
export function organizerOf(organization: number, drawn: number | 'founder' | 'admin' | 'recruiter'): number {
  if (typeof drawn === 'number') return drawn
  const { founder, others } = at(beginnings, organization)
  return others.find(([, role]) => role === drawn)?.[0] ?? founder
}

/** The number of whoever answers an invitation to this address. Where nobody holds it, the first person tries. */
export function answererOf(address: number, drawn: number | string): number {
  if (typeof drawn === 'number') return drawn
  const able = holders.flatMap((theirs, person) => (theirs.includes(address) ? [person] : []))
  return (drawn === 'holder' ? able[0] : able.at(-1)) ?? 0
}

/** Makes a world, and the model of it. */
export async function begin(usher: TestUsher): Promise<{ real: World; model: Model }> {
  const mark = crypto.randomUUID()
  const addresses = address_domains.map((domain, number) => `${number}-${mark}@${domain}`)
  const people: Actor[] = await Promise.all(
    holders
      .slice(0, machine_number)
      .map(([first], number) => enter(usher, `person${number}`, { email: addresses[first ?? 0] })),
  )
  const userIds = await Promise.all(people.map((person) => userIdOf(usher, person)))
  await usher.db.run(sql`
    insert into addresses (user_id, canonical, email, verified_at)
    values (${userIds[2]}, ${addresses[3]}, ${addresses[3]}, now())`)

  const organizations = await Promise.all(
    beginnings.map(async ({ founder }) => withRecruiters(usher, await at(people, founder).founds())),
  )
  const teams = await Promise.all(organizations.map((company) => makeTeams(usher, company)))
  const robot = await machine(usher, at(people, 1), at(organizations, machine_home), { role: 'admin' })
  people.push(robot)
  userIds.push(robot.id)
  addresses[machine_number] = robot.address
  await at(people, 1).joins(at(organizations, 0), at(people, 0), 'admin')
  await at(people, 4).joins(at(organizations, 0), at(people, 0), 'member')
  await setRole(usher, at(organizations, 0), at(userIds, 4), 'recruiter')

  const before = await usher.db.many(sql<{ id: string }>`
    select id from invitations where organization_id = any(${organizations.map(({ id }) => id)}::uuid[])`)
  return {
    real: {
      usher,
      people,
      userIds,
      organizations,
      teams,
      addresses,
      invitations: [],
      before: before.map(({ id }) => id),
      done: [],
      acknowledged: new Map(),
    },
    model: {
      people: holders.map((theirs, number) => ({
        addresses: new Set(theirs),
        machine: number === machine_number,
        state: 'active',
        blocked: new Set(),
      })),
      organizations: beginnings.map(({ founder, others }, number) => ({
        id: at(organizations, number).id,
        members: new Map<number, RoleName>([[founder, 'owner'], ...others]),
        active: true,
        seats: null,
        pendingTakeSeats: false,
        policy: 'revalidate',
        allowed: [],
        blocked: [],
        teams: Array.from({ length: team_count }, () => ({ members: new Set(), roles: new Set() })),
      })),
      invitations: [],
      domains: addresses.map((address) => address.slice(address.lastIndexOf('@') + 1)),
      done: [],
    },
  }
}

/** Notes what somebody was told. Two who were told different things could not both be right. */
export function acknowledge({ acknowledged }: World, id: string, status: Status): void {
  const before = acknowledged.get(id)
  if (before !== undefined && before !== status) {
    throw new Error(`invitation ${id} was told to be ${status} after it was told to be ${before}`)
  }
  acknowledged.set(id, status)
}

async function withRecruiters({ db }: TestUsher, company: Company): Promise<WorldCompany> {
  const { id: recruiter } = await db.one(sql<{ id: string }>`
    insert into roles (organization_id, kind, name, permissions)
    values (${company.id}, 'custom', 'Recruiter', ${recruiter_permissions}::text[]) returning id`)
  return { ...company, roles: { ...company.roles, recruiter } }
}

/** Gives a member another role than they have; an owner stays one, and who is no member stays none. */
export async function setRole(
  { db }: TestUsher,
  { id, roles }: WorldCompany,
  userId: string,
  role: RoleName,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`select 1 from organizations where id = ${id} for no key update`)
    await tx.run(sql`
      update member_roles set role_id = ${roles[role]}
      where organization_id = ${id} and user_id = ${userId} and role_id <> ${roles.owner}`)
  })
}

/** Without roles and members. */
async function makeTeams({ db }: TestUsher, { id }: Company): Promise<string[]> {
  const made = await db.many(sql<{ id: string }>`
    insert into teams (organization_id, name)
    select ${id}, 'Team ' || number from generate_series(1, ${team_count}) as number returning id`)
  return made.map((team) => team.id)
}

export function teamIds({ teams }: World, organization: number, numbers: readonly number[]): string[] {
  return numbers.map((number) => at(at(teams, organization), number))
}

/**
 * Asks for something with an Idempotency-Key of its own, twice at the same time if wanted; whoever of the two hears of success
 * hears the same (I8).
 */
export async function doOnce(
  { people, done }: World,
  asked: { by: number; path: string; body: object; twice: boolean },
): Promise<Answer> {
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const ask = () => at(people, asked.by).request('POST', asked.path, { body: asked.body, headers })
  const answers = await Promise.all(asked.twice ? [ask(), ask()] : [ask()])
  const [success, other] = answers.filter(({ status }) => status < 300)
  if (success === undefined) return at(answers, 0)
  if (other !== undefined && other.text !== success.text) throw new Error(`I8: ${success.text} and ${other.text}`)
  done.push({ status: success.status, text: success.text, ask })
  return success
}
