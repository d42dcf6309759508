import { UsherError } from '@usher/client'
import type { ConsoleSession, InvitationDetails } from '@usher/client'
import { aboutError, aboutInvitation, aboutPerson } from './about.ts'
import { forgetToken, keptToken } from './kept-token.ts'
import { pageOf } from './opened.ts'
import type { Opened } from './opened.ts'
import { usher } from './service.ts'
import { situationOf } from './situations.ts'
import type { Situation } from './situations.ts'
import type { About, Ask, Invitation, Person, Stop, View } from './view.ts'
import { couldBe } from './could-be.ts'

type Link = Exclude<Opened, { by: 'id' | 'nothing' }>
type Preview = Invitation & { readonly invitation_id?: string }

/** Reads the true state of the invitation. Whatever comes of it is something to show: this never fails. */
export async function look(opened: Opened): Promise<View> {
  if (opened.by === 'nothing') return stop('incomplete_link', null)
  const preview = opened.by === 'id' ? undefined : Promise.allSettled([previewOf(opened)])
  let person: Person | null = null
  try {
    const session = await usher.session.get()
    person = session.user
    if (opened.by === 'id') return person ? await byId(opened.invitation_id, person, session) : stop('sign_in', null)
    const [shown] = (await preview) ?? []
    if (shown?.status !== 'fulfilled') throw shown?.reason
    return person ? await byLink(opened, shown.value, person) : { is: 'offered', invitation: shown.value }
  } catch (error) {
    if (isRefusal(error, 'expired')) return expired(opened, error, person)
    return stop(situationOf(error, { by: opened.by, online: navigator.onLine }), person, aboutError(error))
  }
}

/** A new one can be asked for, unless somebody did. A link is enough for that; an id is for who was invited. */
function expired(opened: Opened, refusal: UsherError, person: Person | null): Stop {
  if (refusal.problem.renewal_requested === true) return stop('renewal_requested', person, aboutError(refusal))
  const shown = stop('expired', person, aboutError(refusal))
  const kind = 'renewal'
  if (opened.by === 'token') return { ...shown, ask: { kind, of: { token: opened.token } } }
  return opened.by === 'id' ? { ...shown, ask: { kind, of: { invitation_id: opened.invitation_id } } } : shown
}

function previewOf(opened: Link): Promise<Preview> {
  return opened.by === 'token'
    ? usher.invitations.preview(opened.token)
    : usher.invitations.previewSignIn(opened.sign_in_id)
}

/** Somebody signed in came by a link: is it theirs? */
async function byLink(opened: Link, invitation: Preview, person: Person): Promise<View> {
  try {
    const { id: invitation_id, redirect_url } = await claim(opened, invitation)
    forgetToken(pageOf(invitation_id))
    return { is: 'open', invitation, invitation_id, person, redirect_url }
  } catch (error) {
    if (!isRefusal(error, opened.by === 'token' ? 'recipient_mismatch' : 'not_found')) throw error
    return notTheirs('wrong_account', person, aboutInvitation(invitation), opened.by === 'token' ? opened.token : null)
  }
}

async function claim(opened: Link, { invitation_id = '' }: Preview): Promise<InvitationDetails> {
  return usher.invitations.details(opened.by === 'token' ? await usher.invitations.claim(opened.token) : invitation_id)
}

async function byId(invitation_id: string, person: Person, session: ConsoleSession): Promise<View> {
  try {
    const { roles, redirect_url, ...details } = await usher.invitations.details(invitation_id)
    const invitation = { ...details, roles: roles.map(({ name }) => name) }
    return { is: 'open', invitation, invitation_id, person, redirect_url }
  } catch (error) {
    if (isRefusal(error, 'already_answered')) return answeredBefore(invitation_id, error, person, session)
    if (!isRefusal(error, 'not_found')) throw error
  }
  const token = keptToken(pageOf(invitation_id))
  if (token === undefined) return notTheirs('not_yours', person)
  const link = { by: 'token', token } as const
  return byLink(link, await previewOf(link), person)
}

/** Addresses of the account that are not verified yet may be what is missing. */
async function notTheirs(
  situation: 'wrong_account' | 'not_yours',
  person: Person,
  about: About = {},
  token: string | null = null,
): Promise<View> {
  const addresses = await usher.me.addresses().all()
  const unverified = addresses.filter(({ verified, email }) => !verified && couldBe(email, about.address))
  if (unverified.length > 0) return { ...stop('unverified', person, about), unverified }
  const proved = addresses.filter(({ verified }) => verified)
  const own = (proved.find(({ email }) => email === person.email) ?? proved[0])?.email
  const ask: Ask | undefined = token && own ? { kind: 'readdress', token, email: own } : undefined
  return { ...stop(situation, person, { ...about, own }), ...(ask && { ask }) }
}

/**
 * The service tells that there is an answer, and by repeating it whose it was: an answer that stands is not changed by being
 * given again, and nobody but who gave it hears the same.
 */
async function answeredBefore(
  invitation_id: string,
  refusal: UsherError,
  person: Person,
  { memberships }: ConsoleSession,
): Promise<View> {
  try {
    if (refusal.problem.state === 'declined') {
      await usher.invitations.decline(invitation_id)
      return { is: 'declined', before: true, with: {}, about: aboutError(refusal) }
    }
    if (refusal.problem.state === 'accepted') {
      const organization_id = await usher.invitations.accept(invitation_id)
      const membership = memberships.find((each) => each.organization_id === organization_id)
      // Who left, or was removed since, is no member by that answer any more.
      if (membership) return { is: 'accepted', before: true, organization_id, about: aboutMembership(membership) }
    }
  } catch (error) {
    if (!isRefusal(error, 'already_answered')) throw error
  }
  return stop('answered', person, aboutError(refusal))
}

function aboutMembership({ name, logo_url }: ConsoleSession['memberships'][number]): About {
  return { organization: name, organization_logo_url: logo_url }
}

function stop(situation: Situation, person: Person | null, about: About = {}): Stop {
  return { is: 'stop', situation, signedIn: person !== null, about: { ...aboutPerson(person), ...about } }
}

function isRefusal(error: unknown, ...codes: UsherError['code'][]): error is UsherError {
  return error instanceof UsherError && codes.includes(error.code)
}
