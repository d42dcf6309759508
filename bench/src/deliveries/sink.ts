import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startChild } from '../child.ts'

/** What came, by address or `webhook-id`, and when, in milliseconds since 1970. */
export type Arrival = readonly [what: string, at_ms: number]

export interface Question {
  /** How long the mail server takes to say that it has a mail, from now on. */
  readonly mailTakes_ms?: number
  /** Ends what is never answered. */
  readonly release?: boolean
  /** Hands out what came since it was asked the last time. */
  readonly take?: boolean
}

export type Kind = 'mails' | 'webhooks'

interface Answer {
  readonly mailPort: number
  readonly hookPort: number
  /** Since they were last taken. */
  readonly came: Readonly<Record<Kind, number>>
  readonly arrivals: readonly Arrival[]
}

/** Where deliveries go. */
export interface Sink extends AsyncDisposable {
  readonly mailUrl: string
  readonly hookUrl: string
  ask(question: Question): Promise<Answer>
  /** Waits until so many have come since they were last taken, or for nothing more within `patience_ms`. */
  received(kind: Kind, many: number, patience_ms?: number): Promise<number>
}

const look_ms = 100

export async function startSink(): Promise<Sink> {
  await using stack = new AsyncDisposableStack()
  const child = stack.use(startChild<Question, Answer>(path.join(import.meta.dirname, 'sinks.ts')))
  const { mailPort, hookPort } = await child.ask({})
  const running = stack.move()
  return {
    mailUrl: `smtp://127.0.0.1:${mailPort}`,
    hookUrl: `http://127.0.0.1:${hookPort}`,
    ask: (question) => child.ask(question),
    received: async (kind, many, patience_ms = 20_000) => {
      let last = -1
      for (let quiet_ms = 0; quiet_ms < patience_ms; quiet_ms += look_ms) {
        const count = (await child.ask({})).came[kind]
        if (count >= many) return count
        if (count > last) quiet_ms = 0
        last = count
        await pause(look_ms)
      }
      return last
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
