import type { Decline, InvitationDetails, LinkPreview, PendingInvitation } from './generated.ts'
import { Listing } from './listing.ts'
import type { CallOptions, Transport } from './transport.ts'

/** The invitations that wait for the caller's answer. */
export class Invitations {
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** Soonest to expire first. */
  list(options?: CallOptions): Listing<'/invitations'> {
    return new Listing(this.#transport, '/invitations', {}, options)
  }

  get(invitation_id: string, options?: CallOptions): Promise<PendingInvitation> {
    return this.#transport.call('get', '/invitations/{invitation_id}', { path: { invitation_id } }, options)
  }

  /** With roles, message and the masked address that it was sent to. */
  details(invitation_id: string, options?: CallOptions): Promise<InvitationDetails> {
    return this.#transport.call('get', '/invitations/{invitation_id}/details', { path: { invitation_id } }, options)
  }

  /** Answers the id of the organization. Accepting twice is accepting once. */
  async accept(invitation_id: string, options?: CallOptions): Promise<string> {
    const input = { path: { invitation_id }, query: { accept: true } }
    return (await this.#transport.call('post', '/invitations/{invitation_id}', input, options)) as string
  }

  async decline(invitation_id: string, decline?: Decline, options?: CallOptions): Promise<void> {
    const input = { path: { invitation_id }, query: { accept: false }, body: decline }
    await this.#transport.call('post', '/invitations/{invitation_id}', input, options)
  }

  /** What the holder of a mail's link may see before signing in. */
  preview(token: string, options?: CallOptions): Promise<LinkPreview> {
    return this.#transport.call('post', '/invitation-links/preview', { body: { token } }, options)
  }
}
