// What should happen, written down a second time and in another way than the service does it: the state table, who may do
// what, and the few rules beside it. Everything is known by its number in a list, so that a sequence of steps means
// something before anything exists.

export type Status = 'pending' | 'accepted' | 'declined' | 'revoked' | 'expired'
/** `recruiter` is one that the organization made: whoever has it may invite, and not see who is a member. */
export type RoleName = 'owner' | 'admin' | 'recruiter' | 'member'
export type Policy = 'revalidate' | 'keep' | 'revoke'

/** What an answer says that matters here; `body` where the model knows it. */
export interface Told {
  readonly status: number
  readonly code?: string
  readonly body?: unknown
}

export interface ModelPerson {
  /** Verified ones, by number. */
  readonly addresses: Set<number>
  readonly machine: boolean
  state: 'active' | 'disabled' | 'erased'
  /** Organizations of which they want no invitations. */
  readonly blocked: Set<number>
}

export interface ModelTeam {
  readonly members: Set<number>
  readonly roles: Set<RoleName>
}

export interface ModelOrganization {
  readonly id: string
  readonly members: Map<number, RoleName>
  active: boolean
  seats: number | null
  pendingTakeSeats: boolean
  policy: Policy
  /** Domains; none allowed by name means all. */
  allowed: readonly string[]
  blocked: readonly string[]
  readonly teams: readonly ModelTeam[]
}

export interface ModelInvitation {
  readonly organization: number
  role: RoleName
  /** Which teams of the organization, in order. */
  teams: readonly number[]
  readonly sentTo: number
  /** The same, until it is erased: nobody can hold it then. */
  address: number | null
  /** Null once it is forgotten who it was. */
  inviter: number | null
  /** As it is written down. What is pending and due counts as expired. */
  stored: Status
  due: boolean
  answeredBy: number | null
  /** How many links it had; the last one leads to it. */
  links: number
  /** What happened to it, oldest first. */
  readonly events: string[]
}

export interface Model {
  readonly people: ModelPerson[]
  readonly organizations: ModelOrganization[]
  readonly invitations: ModelInvitation[]
  /** Of each address. */
  readonly domains: readonly string[]
  /** Who asked for what was done with an Idempotency-Key, and which success they heard. */
  readonly done: { readonly by: number; readonly status: number }[]
}

/** What a verb does to an invitation; `own` is for whoever gave the answer that stands. */
type Cell = { readonly to: Status } | { readonly same: true } | { readonly told: Told; readonly own?: Cell }

const gone = (code: string) => ({ told: { status: 410, code } })
const conflict = (code: string) => ({ told: { status: 409, code } })

/** The state table. A further verb is a further column. */
export const table = {
  pending: {
    accept: { to: 'accepted' },
    decline: { to: 'declined' },
    revoke: { to: 'revoked' },
    resend: { to: 'pending' },
    edit: { to: 'pending' },
  },
  expired: {
    accept: gone('expired'),
    decline: { to: 'declined' },
    revoke: { to: 'revoked' },
    resend: { to: 'pending' },
    edit: { to: 'pending' },
  },
  accepted: {
    accept: { ...gone('already_answered'), own: { same: true } },
    decline: { ...gone('already_answered'), own: conflict('already_accepted') },
    revoke: conflict('not_pending'),
    resend: conflict('not_pending'),
    edit: conflict('not_pending'),
  },
  declined: {
    accept: { ...gone('already_answered'), own: conflict('already_declined') },
    decline: { ...gone('already_answered'), own: { same: true } },
    revoke: conflict('not_pending'),
    resend: conflict('not_pending'),
    edit: conflict('not_pending'),
  },
  revoked: {
    accept: gone('revoked'),
    decline: gone('revoked'),
    revoke: { same: true },
    resend: conflict('not_pending'),
    edit: conflict('not_pending'),
  },
} as const satisfies Record<Status, Record<'accept' | 'decline' | 'revoke' | 'resend' | 'edit', Cell>>

/** What the table says of a verb for somebody, `own` already looked into. */
export function cellFor(
  invitation: ModelInvitation,
  verb: keyof (typeof table)[Status],
  person?: number,
): Exclude<Cell, { own?: Cell }> | { told: Told } {
  const cell: Cell = table[statusOf(invitation)][verb]
  const own = person !== undefined && invitation.answeredBy === person
  return own && 'own' in cell && cell.own !== undefined ? cell.own : cell
}

export function statusOf({ stored, due }: ModelInvitation): Status {
  return stored === 'pending' && due ? 'expired' : stored
}

export const notFound: Told = { status: 404, code: 'not_found' }

/** What somebody hears who is nobody (any more). */
export function unknown(model: Model, person: number): Told | undefined {
  return at(model.people, person).state === 'active' ? undefined : { status: 401, code: 'invalid_token' }
}

export function holds(model: Model, person: number, { address }: ModelInvitation): boolean {
  const { state, addresses } = at(model.people, person)
  return address !== null && state !== 'erased' && addresses.has(address)
}

/** It ends, by whoever's hand. */
export function end(invitation: ModelInvitation, as: 'accepted' | 'declined' | 'revoked'): void {
  invitation.stored = as
  invitation.events.push(as)
}

/** Somebody is a member no longer: where the policy says so, what they offered is withdrawn. */
export function depart(model: Model, person: number, organization: number): void {
  const left = at(model.organizations, organization)
  left.members.delete(person)
  for (const { members } of left.teams) members.delete(person)
  if (left.policy !== 'revoke') return
  for (const invitation of model.invitations) {
    const theirs = invitation.organization === organization && invitation.inviter === person
    if (theirs && statusOf(invitation) === 'pending') end(invitation, 'revoked')
  }
}

export function isLastOwner({ members }: ModelOrganization, person: number): boolean {
  return members.get(person) === 'owner' && [...members.values()].filter((role) => role === 'owner').length === 1
}

/** The element with this number; numbers beyond the end begin anew, and those below zero count from there. */
export function at<T>(list: readonly T[], number: number): T {
  const element = list.at(number % list.length)
  if (element === undefined) throw new Error('a step asked for something of an empty list')
  return element
}
