import type { Address, ConsoleSession, Decline, LinkPreview } from '@usher/client'
import type { Situation } from './situations.ts'

/** Who is signed in. */
export type Person = NonNullable<ConsoleSession['user']>

/** What is shown of an invitation that can still be answered, before and after signing in. */
export type Invitation = LinkPreview

/** What the page shows. */
export type View =
  | { readonly is: 'loading' }
  /** To somebody who is not signed in. */
  | { readonly is: 'offered'; readonly invitation: Invitation }
  /** To its invitee. `again`: after a look at whether an answer had arrived, and it had not. */
  | {
      readonly is: 'open'
      readonly invitation: Invitation
      readonly invitation_id: string
      readonly person: Person
      /** Where the inviting application wants them to go on after accepting. */
      readonly redirect_url: string | null
      readonly again?: boolean
    }
  | { readonly is: 'accepted'; readonly before: boolean; readonly organization_id: string; readonly about: About }
  | { readonly is: 'declined'; readonly before: boolean; readonly with: Decline; readonly about: About }
  | Stop

/** A page that has one thing to say, and what can be done about it. */
export interface Stop {
  readonly is: 'stop'
  readonly situation: Situation
  readonly about: About
  readonly signedIn: boolean
  /** Addresses of the account that could be the invited one, once they are verified. */
  readonly unverified?: readonly Address[]
  readonly ask?: Ask
}

/** What can be asked of the organization here: an invitation anew, or one to an address of the account. */
export type Ask =
  | { readonly kind: 'renewal'; readonly of: { readonly token: string } | { readonly invitation_id: string } }
  | { readonly kind: 'readdress'; readonly token: string; readonly email: string }

/** What is known at the moment, for the words of a page. Nothing of it has to be. */
export interface About {
  readonly organization?: string | undefined
  readonly organization_logo_url?: string | null | undefined
  /** Where to go on after accepting, if not here. */
  readonly redirect_url?: string | null | undefined
  readonly inviter?: string | null | undefined
  /** Masked. */
  readonly address?: string | undefined
  /** What the signed-in account is called by. */
  readonly account?: string | undefined
  /** The address of the account that an invitation could go to. */
  readonly own?: string | undefined
  readonly seconds?: number | undefined
  readonly request_id?: string | undefined
  /** The service's own words. */
  readonly detail?: string | undefined
}
