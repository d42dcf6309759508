import type {
  Invitation,
  MailPreview,
  MailPreviewRequest,
  NewInvitation,
  NewOrganization,
  Organization,
} from './generated.ts'
import { Listing } from './listing.ts'
import type { Query } from './operation.ts'
import type { CallOptions, Transport } from './transport.ts'

const members = '/organizations/{organization_id}/members'
const invitations = '/organizations/{organization_id}/invitations'
const invitation = '/organizations/{organization_id}/invitations/{invitation_id}'
const mailPreview = '/organizations/{organization_id}/mail-settings/preview'
const roles = '/organizations/{organization_id}/roles'

/** Organizations, who belongs to them, and whom they invited. */
export class Organizations {
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** By id or by slug. */
  get(organization_id: string, options?: CallOptions): Promise<Organization> {
    return this.#transport.call('get', '/organizations/{organization_id}', { path: { organization_id } }, options)
  }

  /** The caller becomes its first owner. */
  create(organization: NewOrganization, options?: CallOptions): Promise<Organization> {
    return this.#transport.call('post', '/organizations', { body: organization }, options)
  }

  members(
    organization_id: string,
    query: Query<'get', typeof members> = {},
    options?: CallOptions,
  ): Listing<typeof members> {
    return new Listing(this.#transport, members, { path: { organization_id }, query }, options)
  }

  /** Removes a member; of oneself it is leaving. */
  async removeMember(organization_id: string, user_id: string, options?: CallOptions): Promise<void> {
    await this.#transport.call('delete', members, { path: { organization_id }, query: { user_id } }, options)
  }

  roles(organization_id: string, query: Query<'get', typeof roles> = {}, options?: CallOptions): Listing<typeof roles> {
    return new Listing(this.#transport, roles, { path: { organization_id }, query }, options)
  }

  invitations(
    organization_id: string,
    query: Query<'get', typeof invitations> = {},
    options?: CallOptions,
  ): Listing<typeof invitations> {
    return new Listing(this.#transport, invitations, { path: { organization_id }, query }, options)
  }

  invite(organization_id: string, body: NewInvitation, options?: CallOptions): Promise<Invitation> {
    return this.#transport.call('post', invitations, { path: { organization_id }, body }, options)
  }

  async revokeInvitation(organization_id: string, invitation_id: string, options?: CallOptions): Promise<void> {
    await this.#transport.call('delete', invitation, { path: { organization_id, invitation_id } }, options)
  }

  /** A mail as its reader would see it. Nothing is sent. */
  previewMail(organization_id: string, body: MailPreviewRequest, options?: CallOptions): Promise<MailPreview> {
    return this.#transport.call('post', mailPreview, { path: { organization_id }, body }, options)
  }
}
