import { UsherError } from '@usher/client'
import type { Decline } from '@usher/client'
import { aboutError, aboutInvitation, aboutPerson } from './about.ts'
import { leaveToSignIn } from './leave.ts'
import { look } from './look.ts'
import { pageOf } from './opened.ts'
import type { Opened } from './opened.ts'
import { usher } from './service.ts'
import { afterAnswer, outdatedBy } from './situations.ts'
import type { Situation } from './situations.ts'
import type { About, Ask, View } from './view.ts'

type Open = Extract<View, { is: 'open' }>

export interface State {
  readonly view: View
  /** What is under way, for the button that shows it. */
  readonly busy: 'looking' | 'accepting' | 'declining' | 'leaving' | 'asking' | null
  /** Why the last thing did not work, where the page stays as it is. */
  readonly failure: Error | null
}

/**
 * The invitation that led here: what to show of it, and what can be done. It is not part of what is drawn: it asks before
 * anything is, and does one thing at a time however often and fast a button is pressed (case 143).
 */
export class InvitationState {
  #opened: Opened
  #state: State = { view: { is: 'loading' }, busy: null, failure: null }
  readonly #listeners = new Set<() => void>()

  constructor(opened: Opened) {
    this.#opened = opened
  }

  readonly current = (): State => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Reads the true state. */
  readonly look = () => this.#act('looking', () => this.#look())

  readonly signIn = () => this.#leave(false)

  /** Keeps the link: who signs in with the other account is back at it. */
  readonly switchAccount = () => this.#leave(true)

  readonly accept = () =>
    this.#answer('accepting', async ({ invitation_id, ...open }) => {
      const organization_id = await usher.invitations.accept(invitation_id)
      const { redirect_url } = open
      return { is: 'accepted', before: false, organization_id, about: { ...aboutOpen(open), redirect_url } }
    })

  readonly decline = (decline: Decline) =>
    this.#answer('declining', async ({ invitation_id, ...open }) => {
      await usher.invitations.decline(invitation_id, decline)
      return { is: 'declined', before: false, with: decline, about: aboutOpen(open) }
    })

  /** Asks the organization for another invitation. Whoever is not sure whether that arrived asks again: it is the same then. */
  readonly ask = () =>
    this.#act('asking', async () => {
      const { view } = this.#state
      if (view.is !== 'stop' || !view.ask) return
      const { ask, ...stop } = view
      try {
        await send(ask)
        this.#set({ view: { ...stop, situation: `${ask.kind}_requested` } })
      } catch (error) {
        if (outdatedBy(error)) await this.#look()
        else this.#set({ failure: asError(error) })
      }
    })

  #set(change: Partial<State>) {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }

  async #act(busy: State['busy'], act: () => Promise<void>) {
    if (this.#state.busy !== null) return
    this.#set({ busy, failure: null })
    await act()
    this.#set({ busy: null })
  }

  async #look() {
    const { view } = this.#state
    const again = view.is === 'stop' && view.situation === 'unknown_outcome'
    const next = await look(this.#opened)
    if (next.is === 'open' && this.#opened.by !== 'id') {
      // The token has done its work, so it leaves the address.
      this.#opened = { by: 'id', invitation_id: next.invitation_id }
      history.replaceState(null, '', pageOf(next.invitation_id))
    }
    this.#set({ view: next.is === 'open' ? { ...next, again } : next })
  }

  #answer(busy: 'accepting' | 'declining', send: (open: Open) => Promise<View>) {
    return this.#act(busy, async () => {
      const { view } = this.#state
      if (view.is !== 'open') return
      // Nothing is sent then, so nothing is unknown afterwards.
      if (!navigator.onLine) return this.#set({ failure: new UsherError('unreachable', 'There is no connection.') })
      try {
        this.#set({ view: await send(view) })
      } catch (error) {
        await this.#refused(error, aboutOpen(view))
      }
    })
  }

  #leave(another: boolean) {
    return this.#act('leaving', async () => {
      try {
        await leaveToSignIn(this.#opened, another)
        await gone
      } catch (error) {
        const { view } = this.#state
        const situation = afterAnswer(error, this.#opened.by)
        // That no answer came is no harm here: whoever presses again begins again.
        if (situation === 'unknown_outcome') this.#set({ failure: asError(error) })
        else await this.#refused(error, view.is === 'offered' ? aboutInvitation(view.invitation) : {})
      }
    })
  }

  /** Something was not done, for a reason that the service gave, or nobody knows whether it was. */
  async #refused(error: unknown, about: About) {
    const situation = afterAnswer(error, this.#opened.by)
    if (situation === 'stay') this.#set({ failure: asError(error) })
    else if (situation === 'answered') await this.#look()
    else this.#set({ view: this.#stop(situation, { ...aboutError(error), ...about }) })
  }

  #stop(situation: Situation, about: About): View {
    return { is: 'stop', situation, signedIn: this.#state.view.is === 'open', about }
  }
}

async function send(ask: Ask): Promise<void> {
  if (ask.kind === 'readdress') await usher.invitations.askByLink(ask)
  else if ('token' in ask.of) await usher.invitations.askForRenewal(ask.of)
  else await usher.invitations.ask(ask.of.invitation_id, { kind: 'renewal' })
}

/** Where the page is on its way out, nothing on it can be pressed any more. */
const gone = new Promise<never>(() => {})

function aboutOpen({ invitation, person }: Pick<Open, 'invitation' | 'person'>): About {
  return { ...aboutInvitation(invitation), ...aboutPerson(person) }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
