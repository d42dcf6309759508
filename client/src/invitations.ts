import { UsherError } from './error.ts'
import type {
  AskedByLink,
  Decline,
  InvitationAsk,
  InvitationDetails,
  LinkAsk,
  LinkPreview,
  OwnInvitationRequest,
  PendingInvitation,
  RenewalAsk,
  SignInPreview,
  SignInStart,
} from './generated.ts'
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
    const organization_id = await this.#transport.call('post', '/invitations/{invitation_id}', input, options)
    if (organization_id !== null) return organization_id
    throw new UsherError('unreadable', 'The answer does not say of which organization one is a member now.')
  }

  async decline(invitation_id: string, decline?: Decline, options?: CallOptions): Promise<void> {
    const input = { path: { invitation_id }, query: { accept: false }, body: decline }
    await this.#transport.call('post', '/invitations/{invitation_id}', input, options)
  }

  /** What the holder of a mail's link may see before signing in. */
  preview(token: string, options?: CallOptions): Promise<LinkPreview> {
    return this.#transport.call('post', '/invitation-links/preview', { body: { token } }, options)
  }

  /** The same for whom the mail with a code led back. */
  previewSignIn(sign_in_id: string, options?: CallOptions): Promise<SignInPreview> {
    return this.#transport.call('get', '/invitation-links/sign-in/{sign_in_id}', { path: { sign_in_id } }, options)
  }

  /** Answers where the browser goes to sign in, from where it comes back to the invitation. */
  async signIn(start: SignInStart, options?: CallOptions): Promise<string> {
    return (await this.#transport.call('post', '/invitation-links/sign-in', { body: start }, options)).url
  }

  /**
   * Opens the invitation behind a link, if it is to an address of the caller's, and answers its id. An address that their
   * account has, unverified, is verified by this.
   */
  async claim(token: string, options?: CallOptions): Promise<string> {
    return (await this.#transport.call('post', '/invitation-links/claim', { body: { token } }, options)).invitation_id
  }

  /** Asks for a new invitation in place of an expired one, or for one to another address. Asking again asks nothing new. */
  ask(invitation_id: string, ask: InvitationAsk, options?: CallOptions): Promise<OwnInvitationRequest> {
    const input = { path: { invitation_id }, body: ask }
    return this.#transport.call('post', '/invitations/{invitation_id}/requests', input, options)
  }

  /** The same for who has the link of an invitation to an address that their account does not have. */
  askByLink(ask: LinkAsk, options?: CallOptions): Promise<OwnInvitationRequest> {
    return this.#transport.call('post', '/invitation-links/requests', { body: ask }, options)
  }

  /** Asks for a new invitation with the link of an expired one, without signing in. */
  askForRenewal(ask: RenewalAsk, options?: CallOptions): Promise<AskedByLink> {
    return this.#transport.call('post', '/invitation-links/renewal-requests', { body: ask }, options)
  }

  /** What the caller asked for, and what became of it; oldest first. */
  asked(options?: CallOptions): Listing<'/invitation-requests'> {
    return new Listing(this.#transport, '/invitation-requests', {}, options)
  }
}
