import { randomUUID } from 'node:crypto'
import type { Answer, Sent, TestUsher } from './usher.ts'

/** What actors speak to: the service in this process, or the program in one of its own. */
type Served = Pick<TestUsher, 'request'>

/** A person with an account at the foreign issuer, speaking to the service with the token that it gave them. */
export class Actor {
  readonly name: string
  readonly address: string
  readonly subject: string
  readonly token: string
  readonly #usher: Served

  constructor(usher: Served, person: { name: string; address: string; subject: string; token: string }) {
    this.#usher = usher
    this.name = person.name
    this.address = person.address
    this.subject = person.subject
    this.token = person.token
  }

  request(method: string, path: string, sent: Sent = {}): Promise<Answer> {
    return this.#usher.request(method, path, { token: this.token, ...sent })
  }

  get(path: string): Promise<Answer> {
    return this.request('GET', path)
  }

  /** Creates an organization and owns it. */
  async founds(name = 'Analytical Engines'): Promise<Company> {
    const { body } = succeeded(await this.request('POST', '/organizations', { body: { name } }))
    return this.knows(body.id)
  }

  /** An organization that exists, seen with this actor's eyes. */
  async knows(organizationId: string): Promise<Company> {
    const { body } = succeeded(await this.get(`/organizations/${organizationId}/roles`))
    const [owner, admin, member] = body as { id: string }[]
    return { id: organizationId, roles: { owner: owner?.id ?? '', admin: admin?.id ?? '', member: member?.id ?? '' } }
  }

  tryToInvite(company: Company, email: string, roleId?: string): Promise<Answer> {
    return this.request('POST', `/organizations/${company.id}/invitations`, {
      body: { email, ...(roleId === undefined ? {} : { role_id: roleId }) },
    })
  }

  /** Invites somebody and returns the invitation. */
  async invites(company: Company, invitee: Actor | string, role: keyof Company['roles'] = 'member'): Promise<Invited> {
    const email = typeof invitee === 'string' ? invitee : invitee.address
    return succeeded(await this.tryToInvite(company, email, company.roles[role])).body as Invited
  }

  accepts(invitation: Invited): Promise<Answer> {
    return this.request('POST', `/invitations/${invitation.id}?accept=true`)
  }

  declines(invitation: Invited, reason?: string): Promise<Answer> {
    return this.request(
      'POST',
      `/invitations/${invitation.id}?accept=false`,
      reason === undefined ? {} : { body: { reason } },
    )
  }

  revokes(invitation: Invited): Promise<Answer> {
    return this.request('DELETE', `/organizations/${invitation.organization_id}/invitations/${invitation.id}`)
  }

  /** The invitations that this actor sees in their inbox, by id. */
  async inbox(): Promise<string[]> {
    const { body } = succeeded(await this.get('/invitations'))
    return (body as { id: string }[]).map(({ id }) => id)
  }

  /** Becomes a member of the company, invited by its owner. */
  async joins(company: Company, owner: Actor, role: keyof Company['roles'] = 'member'): Promise<string> {
    succeeded(await this.accepts(await owner.invites(company, this, role)))
    return (await owner.membersOf(company)).find(({ email }) => email === this.address)?.id ?? ''
  }

  async membersOf(company: Company): Promise<{ id: string; email: string | null; roles: { name: string }[] }[]> {
    return succeeded(await this.get(`/organizations/${company.id}/members`)).body
  }
}

export interface Company {
  readonly id: string
  readonly roles: { owner: string; admin: string; member: string }
}

export interface Invited {
  readonly id: string
  readonly organization_id: string
  readonly email: string
}

/** People who never met before, each with a verified address of their own. */
export async function cast<Name extends string>(usher: TestUsher, ...names: Name[]): Promise<Record<Name, Actor>> {
  const people = await Promise.all(names.map(async (name) => [name, await enter(usher, name)] as const))
  return Object.fromEntries(people) as Record<Name, Actor>
}

/** Somebody with the claims that their issuer makes about them. */
export async function enter(usher: TestUsher, name: string, claims: Record<string, unknown> = {}): Promise<Actor> {
  const subject = `${name}-${randomUUID()}`
  const address = typeof claims['email'] === 'string' ? claims['email'] : `${subject}@example.com`
  const token = await usher.issuer.sign({
    sub: subject,
    name: capitalized(name),
    email: address,
    email_verified: true,
    ...claims,
  })
  return new Actor(usher, { name: capitalized(name), address, subject, token })
}

/** The answer, if it is one of success; a test that only prepares something fails here otherwise. */
export function succeeded(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`expected success, got ${answer.status}: ${answer.text}`)
  return answer
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
