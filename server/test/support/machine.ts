import { Refusal } from '../../src/http/problems.ts'
import { registerClient } from '../../src/clients/clients.ts'
import { Actor, type Company, succeeded } from './cast.ts'
import type { Answer, TestUsher } from './usher.ts'

/** What a confidential client proves itself with. */
export interface Key {
  readonly client_id: string
  readonly client_secret: string
}

interface Account extends Key {
  readonly id: string
  readonly name: string
  readonly email: string
}

/** A service account, speaking to the service with a token that it obtained with its own key. */
export class Machine extends Actor {
  readonly id: string
  readonly key: Key

  constructor(usher: TestUsher, { id, name, email, client_id, client_secret }: Account, token: string) {
    super(usher, { name, address: email, subject: id, token })
    this.id = id
    this.key = { client_id, client_secret }
  }
}

/** Has `maker` create a service account in the company, and lets it obtain its first token. */
export async function machine(
  usher: TestUsher,
  maker: Actor,
  company: Company,
  { role = 'member', scope }: { role?: keyof Company['roles']; scope?: string } = {},
): Promise<Machine> {
  const body = { name: 'Robot', role_id: company.roles[role] }
  const made = succeeded(await maker.request('POST', `/organizations/${company.id}/service-accounts`, { body }))
  const account = made.body as Account
  return new Machine(usher, account, await tokenWith(usher, account, scope))
}

/** The application's own access: a platform client, which is nobody. */
export async function platform(usher: TestUsher): Promise<Key & { token: string }> {
  const made = await usher.db.transaction((tx) =>
    registerClient(tx, { name: 'The application', kind: 'platform' }, { actor: { type: 'system' }, requestId: null }),
  )
  if (made instanceof Refusal || made.client_secret === undefined) throw new Error('no platform client was made')
  const key = { client_id: made.client_id, client_secret: made.client_secret }
  return { ...key, token: await tokenWith(usher, key) }
}

export async function tokenWith(usher: TestUsher, key: Key, scope?: string): Promise<string> {
  return succeeded(await askForToken(usher, key, scope)).body.access_token as string
}

export function askForToken(usher: TestUsher, { client_id, client_secret }: Key, scope?: string): Promise<Answer> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) })
  return usher.request('POST', '/oauth/token', {
    body: form.toString(),
    headers: {
      authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
  })
}
