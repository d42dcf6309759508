import type { Address, CodeAsked, Me, MeChange } from './generated.ts'
import { Listing } from './listing.ts'
import type { Query } from './operation.ts'
import type { CallOptions, Transport } from './transport.ts'

/** An application of others, and what the caller allowed it. */
export interface AllowedApplication {
  client_id: string
  name: string
  scopes: readonly string[]
  created: string
}

export interface BlockedOrganization {
  organization_id: string
  organization_name: string
  organization_logo_url: string | null
  created: string
}

/** Who the caller is, and what belongs to them. */
export class Myself {
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
  }

  get(options?: CallOptions): Promise<Me> {
    return this.#transport.call('get', '/users/me', {}, options)
  }

  change(change: MeChange, options?: CallOptions): Promise<Me> {
    return this.#transport.call('patch', '/users/me', { body: change }, options)
  }

  organizations(
    query: Query<'get', '/users/me/organizations'> = {},
    options?: CallOptions,
  ): Listing<'/users/me/organizations'> {
    return new Listing(this.#transport, '/users/me/organizations', { query }, options)
  }

  addresses(options?: CallOptions): Listing<'/users/me/addresses'> {
    return new Listing(this.#transport, '/users/me/addresses', {}, options)
  }

  /** Adds an address and has a code mailed to it. */
  addAddress(email: string, options?: CallOptions): Promise<Address> {
    return this.#transport.call('post', '/users/me/addresses', { body: { email } }, options)
  }

  /** Has another code mailed, at most once a minute. */
  requestCode(address_id: string, options?: CallOptions): Promise<CodeAsked> {
    return this.#transport.call('post', '/users/me/addresses/{address_id}/code', { path: { address_id } }, options)
  }

  verifyAddress(address_id: string, code: string, options?: CallOptions): Promise<Address> {
    const input = { path: { address_id }, body: { code } }
    return this.#transport.call('post', '/users/me/addresses/{address_id}/verify', input, options)
  }

  async removeAddress(address_id: string, options?: CallOptions): Promise<void> {
    await this.#transport.call('delete', '/users/me/addresses/{address_id}', { path: { address_id } }, options)
  }

  /** The browsers in which the caller is signed in. */
  sessions(options?: CallOptions): Listing<'/users/me/sessions'> {
    return new Listing(this.#transport, '/users/me/sessions', {}, options)
  }

  async endSession(session_id: string, options?: CallOptions): Promise<void> {
    await this.#transport.call('delete', '/users/me/sessions/{session_id}', { path: { session_id } }, options)
  }

  /** The applications of others that the caller allowed something, the newest first. */
  applications(options?: CallOptions): Promise<readonly AllowedApplication[]> {
    return this.#transport.unlisted('get', '/users/me/applications', options)
  }

  /** Takes back what an application was allowed, in every browser. */
  async removeApplication(client_id: string, options?: CallOptions): Promise<void> {
    await this.#transport.unlisted('delete', `/users/me/applications/${encodeURIComponent(client_id)}`, options)
  }

  /** The organizations whose invitations the caller does not want. */
  blocks(options?: CallOptions): Promise<readonly BlockedOrganization[]> {
    return this.#transport.unlisted('get', '/users/me/blocks', options)
  }

  /** Invitations of the organization come again, with those that still wait. */
  async unblock(organization_id: string, options?: CallOptions): Promise<void> {
    await this.#transport.unlisted('delete', `/users/me/blocks/${encodeURIComponent(organization_id)}`, options)
  }

  /** Everything that the service holds about the caller. */
  export(options?: CallOptions): Promise<unknown> {
    return this.#transport.unlisted('get', '/users/me/export', options)
  }

  /** Erases the caller, for good. `confirm` is an address of theirs; their id if they have none. */
  async erase(confirm: string, options?: CallOptions): Promise<void> {
    await this.#transport.unlisted('delete', '/users/me', options, { confirm })
  }
}
