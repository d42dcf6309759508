import { setTimeout as pause } from 'node:timers/promises'
import { Flow } from './flow.ts'

/** How fast mails leave this process; rates are undefined where there is no limit. */
export interface MailPace {
  /** Concurrent connections to the mail server. */
  readonly connections: number
  readonly per_second: number | undefined
  readonly per_second_per_domain: number | undefined
}

/** May leave now; asks again in a moment; or it takes so long that its hands are better used for others. */
export type Turn = 'now' | { readonly wait_ms: number } | { readonly later_seconds: number }

// For so long a mail waits in the hands that took it; to put it back costs two statements.
const patience_ms = 1_000
// Where many of one domain wait for its rate, so that there are hands left for others: when they may leave is known.
const patience_in_a_crowd_ms = 100
// Nobody waits for longer for a slow domain, since it may go faster by then.
const longest_ms = 300_000
const most_of_domain = 0.6
const most_domains = 1_000

/** A mail in the hands of this process. Dispose of it when it is sent, or put off; more than once does no harm. */
export interface Passage extends Disposable {
  /** @returns after how many seconds it is to be taken up again, where it is plain already that it does not leave soon */
  outlook(): number | undefined
  ask(): Turn
  /** @returns undefined as soon as it may leave; or after how many seconds it is to be taken up again, where that takes long */
  turn(): Promise<number | undefined>
}

interface Mail {
  readonly organization: string
  readonly urgent: boolean
  readonly came_ms: number
}

interface Domain {
  readonly flow: Flow
  /** Those in hand that do not leave yet, the first first. */
  readonly waiting: Mail[]
  /** Settles when one of them is through. */
  freed: PromiseWithResolvers<void>
}

interface Wait {
  readonly flow: Flow
  readonly wait_ms: number
  /** Whether a rate makes it wait, and not those that are being sent. */
  readonly byRate: boolean
  /** At which distance those leave that are put off. */
  readonly spacing_ms: number
}

/**
 * Decides when each mail leaves: by a rate for all, by one for each domain, and so that no domain holds all connections, however
 * slow it is. Whoever must wait for long is put off, each until another moment, those of an organization one after the other as
 * fast as they can leave, so that a backlog is not taken up again and again, and nobody waits behind another's.
 *
 * Codes, which somebody waits for, count like all mails and wait for no rate. To one domain they may hold all connections but one.
 */
export class Pace {
  readonly #limits: MailPace
  readonly #now_ms: () => number
  readonly #all: Flow
  readonly #domains = new Map<string, Domain>()

  /** @param now_ms a clock that never goes back */
  constructor(limits: MailPace, now_ms: () => number = () => performance.now()) {
    this.#limits = limits
    this.#now_ms = now_ms
    this.#all = new Flow(limits.per_second)
  }

  /**
   * A mail to a domain comes into the hands of this process, until it is disposed of.
   *
   * @param options.organization whose it is; those of one organization make way for those of another
   */
  enter(domainName: string, { organization = '', urgent = false } = {}): Passage {
    const domain = this.#domain(domainName)
    const mail: Mail = { organization, urgent, came_ms: this.#now_ms() }
    domain.waiting.push(mail)
    const look = () => this.#look(domain, mail)
    const ask = () => {
      const turn = look()
      if (turn === 'now') this.#begin(domain, mail)
      return turn
    }
    const outlook = () => {
      const turn = look()
      return typeof turn === 'object' && 'later_seconds' in turn ? turn.later_seconds : undefined
    }
    return { outlook, ask, turn: () => turnOf(ask, domain), [Symbol.dispose]: () => this.#leave(domain, mail) }
  }

  #look(domain: Domain, mail: Mail): Turn {
    const now = this.#now_ms()
    const { ofDomain, ofAll } = this.#waits(domain, mail, now)
    const wait_ms = Math.max(ofDomain.wait_ms, ofAll.wait_ms)
    if (wait_ms === 0) return 'now'
    const crowded = domain.waiting.length + domain.flow.sending > this.#limits.connections
    const patience = crowded && ofDomain.byRate ? patience_in_a_crowd_ms : patience_ms
    if (now - mail.came_ms + wait_ms <= patience) return { wait_ms }

    const bounds = { soonest_ms: patience_ms, longest_ms }
    const back_ms = [ofDomain, ofAll]
      .filter((each) => each.wait_ms > 0)
      .map(({ flow, spacing_ms }) => flow.putOff(now, mail.organization, spacing_ms, bounds))
    return { later_seconds: (Math.max(...back_ms) - now) / 1_000 }
  }

  /** How long a mail waits for others of its domain, and for all others. */
  #waits(domain: Domain, mail: Mail, now: number): { ofDomain: Wait; ofAll: Wait } {
    const { connections } = this.#limits
    const ahead = mail.urgent ? 0 : aheadOf(mail, domain.waiting)
    const { most, room } = this.#placesOf(domain, mail, now)
    const turnover_ms = domain.flow.turnover_ms(now, most)
    const untilRoom_ms = Math.max(0, ahead + 1 - room) * turnover_ms
    const untilRate_ms = mail.urgent ? 0 : domain.flow.rateWait_ms(now, ahead)
    // Not by how long they take: those that a tar pit holds say nothing of when one of the others is through.
    const ofAll_ms = this.#all.sending < connections || mail.urgent ? 0 : Math.max(1, this.#all.sinceBegin_ms(now))
    return {
      ofDomain: {
        flow: domain.flow,
        wait_ms: Math.max(untilRate_ms, untilRoom_ms),
        byRate: untilRate_ms > untilRoom_ms,
        spacing_ms: room > ahead ? 0 : turnover_ms,
      },
      ofAll: {
        flow: this.#all,
        wait_ms: Math.max(mail.urgent ? 0 : this.#all.rateWait_ms(now, 0), ofAll_ms),
        byRate: false,
        spacing_ms: ofAll_ms,
      },
    }
  }

  /** How many of a domain are sent at once, and for how many there is room now. Slow domains get one each, and not all connections together. */
  #placesOf({ flow }: Domain, { urgent }: Mail, now: number): { most: number; room: number } {
    const { connections } = this.#limits
    const share = Math.max(1, Math.floor(connections * most_of_domain))
    const most = urgent ? Math.max(1, connections - 1) : flow.isSlow(now) ? 1 : share
    const room = Math.max(0, most - flow.sending)
    return { most, room: !urgent && flow.isSlow(now) ? Math.min(room, Math.max(0, share - this.#slow(now))) : room }
  }

  #slow(now: number): number {
    return [...this.#domains.values()].reduce((sum, { flow }) => sum + (flow.isSlow(now) ? flow.sending : 0), 0)
  }

  #begin(domain: Domain, mail: Mail): void {
    const now = this.#now_ms()
    takeOut(domain.waiting, mail)
    domain.flow.begin(mail, now)
    this.#all.begin(mail, now)
  }

  #leave(domain: Domain, mail: Mail): void {
    const now = this.#now_ms()
    takeOut(domain.waiting, mail)
    domain.flow.end(mail, now)
    this.#all.end(mail, now)
    const { resolve } = domain.freed
    domain.freed = Promise.withResolvers()
    resolve()
  }

  #domain(name: string): Domain {
    const known = this.#domains.get(name)
    if (known !== undefined) return known
    if (this.#domains.size >= most_domains) this.#forgetIdle()
    const domain = {
      flow: new Flow(this.#limits.per_second_per_domain),
      waiting: [],
      freed: Promise.withResolvers<void>(),
    }
    this.#domains.set(name, domain)
    return domain
  }

  #forgetIdle(): void {
    const now = this.#now_ms()
    for (const [name, { flow, waiting }] of this.#domains) {
      if (waiting.length === 0 && flow.isIdle(now)) this.#domains.delete(name)
    }
  }
}

/** Waits in hand until a mail may leave, or says after how long it is to be taken up again. */
async function turnOf(ask: () => Turn, domain: Domain): Promise<number | undefined> {
  for (;;) {
    const turn = ask()
    if (turn === 'now') return undefined
    if ('later_seconds' in turn) return turn.later_seconds
    const woken = new AbortController()
    await Promise.race([
      pause(Math.ceil(turn.wait_ms), undefined, { signal: woken.signal }).catch(() => undefined),
      domain.freed.promise,
    ])
    woken.abort()
  }
}

/** How many leave before it: organizations take turns, each with those that came first. */
function aheadOf(mail: Mail, waiting: readonly Mail[]): number {
  const rounds = new Map<string, number>()
  const turns = waiting
    .filter(({ urgent }) => !urgent)
    .map((each) => {
      const round = rounds.get(each.organization) ?? 0
      rounds.set(each.organization, round + 1)
      return { each, round }
    })
  const place = turns.findIndex(({ each }) => each === mail)
  const mine = turns[place]?.round ?? 0
  return turns.filter(({ round }, index) => round < mine || (round === mine && index < place)).length
}

function takeOut<T>(list: T[], item: T): void {
  const index = list.indexOf(item)
  if (index >= 0) list.splice(index, 1)
}
