import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Child, startChild } from '../child.ts'
import { type Contestant, startServer } from '../contestants.ts'
import { databaseCpu, usedBetween } from '../database-cpu.ts'
import type { Issuer } from '../issuer.ts'
import type { Request } from '../load.ts'
import { collectSupplies, type Supplies } from '../operations.ts'
import { send } from '../rehearse.ts'
import type { Sizes } from '../seed.ts'
import type { Bed } from '../stores.ts'
import type { Answered, Stream } from './arrivals.ts'
import type { Sink } from './sink.ts'

/** A server that delivers, on a database of its own, and what is done with it. */
export interface Stage extends AsyncDisposable {
  readonly server: Contestant
  readonly supplies: Supplies
  /** Looks into the database, or writes to it, beside the server. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Invites at a constant pace, in a hundred organizations in turn. */
  invite(addresses: readonly string[], per_second: number): Promise<Answered>
  /** Makes an endpoint for each of these URLs, each of another organization. @returns the organizations' ids */
  endpoints(urls: readonly string[]): Promise<string[]>
  /** Waits until nothing is due and nothing under way. */
  idle(): Promise<void>
}

const inviting_organizations = 100

export const metrics_token = 'the-token-of-the-bench-that-reads-metrics'

export async function setStage(
  name: string,
  {
    bed,
    sizes,
    issuer,
    folder,
    sink,
  }: { bed: Bed; sizes: Sizes; issuer: Issuer; folder: string; sink: Pick<Sink, 'mailUrl'> },
): Promise<Stage> {
  await using stack = new AsyncDisposableStack()
  const database = await bed.prepare(sizes, issuer.issuer)
  const supplies = await database.read((db) => collectSupplies(db, issuer))
  const settings = {
    SMTP_URL: sink.mailUrl,
    MAIL_FROM: 'Usher <usher@bench.example>',
    USHER_METRICS_TOKEN: metrics_token,
    USHER_WEBHOOK_ALLOW_LOOPBACK: 'true',
    // With the key that the links of seeded invitations are made with.
    USHER_LINK_KEYS: 'bench:the-link-key-of-the-bench-0123456789,seed:the-link-key-of-the-seed-0123456789',
  }
  const server = stack.use(await steady(() => startServer(name, folder, issuer, database.settings(name), settings)))
  const stream: Child<Stream, Answered> = stack.use(startChild(path.join(import.meta.dirname, 'arrivals.ts')))
  const query = <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    database.read((db) =>
      db.session(async (client) => {
        await client.query('set statement_timeout = 0')
        return (await client.query<Row>(text, [...values])).rows
      }),
    )
  const inviting = supplies.organizations.slice(0, inviting_organizations)
  const inOrganization = (number: number, what: string, body: object): Request => {
    const { id, subject } = inviting[number % inviting.length] ?? { id: '', subject: '' }
    return {
      method: 'POST',
      path: `/organizations/${id}/${what}`,
      headers: { authorization: `Bearer ${supplies.tokens.get(subject) ?? ''}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
  }
  let invited = 0
  const invitation = (email: string) => inOrganization(invited++, 'invitations', { email })
  const running = stack.move()
  return {
    server,
    supplies,
    query,
    invite: (addresses, per_second) =>
      stream.ask({ origin: server.origin, per_second, expected: 201, requests: addresses.map(invitation) }),
    endpoints: async (urls) => {
      for (const [number, url] of urls.entries()) {
        const { status, body } = await send(server.origin, inOrganization(number, 'webhook-endpoints', { url }))
        if (status !== 201) throw new Error(`an endpoint could not be made: ${body}`)
      }
      return urls.map((_, number) => inviting[number % inviting.length]?.id ?? '')
    },
    idle: async () => {
      for (;;) {
        const [row] = await query<{ busy: boolean }>(
          `select exists (select from deliveries where state = 'sending' or state = 'queued' and due_at <= now())
             or exists (select from events_to_relay) as busy`,
        )
        if (row?.busy !== true) return
        await pause(100)
      }
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

/** On a busy machine a start in development may give up, because the database takes too long to write the demo. */
async function steady(start: () => Promise<Contestant>): Promise<Contestant> {
  for (let attempt = 1; ; attempt++) {
    const server = await start()
    await pause(3_000)
    try {
      await server.observe()
      return server
    } catch (error) {
      if (attempt === 5) throw error
    }
  }
}

/** What the server and the database used while something was done, in microseconds, and the memory that the server held. */
export interface Used {
  readonly seconds: number
  readonly server_us: number
  readonly database_us: number | undefined
  readonly statements: number
  /** Every quarter of a second. */
  readonly rss_mib: readonly number[]
}

/** Does something and looks what it takes. */
export async function using<T>(
  { server }: Stage,
  postmaster: number | undefined,
  work: () => Promise<T>,
): Promise<[T, Used]> {
  const rss_mib: number[] = []
  const look = async () => {
    const seen = await server.observe()
    rss_mib.push(seen.rss_bytes / 2 ** 20)
    return seen
  }
  const database = databaseCpu(postmaster)
  const before = await look()
  const began = performance.now()
  const done = new AbortController()
  const watched = (async () => {
    while (!done.signal.aborted) {
      await pause(250, undefined, { signal: done.signal }).catch(() => undefined)
      if (!done.signal.aborted) await look()
    }
  })()
  const result = await work().finally(() => done.abort())
  await watched
  const seconds = (performance.now() - began) / 1000
  const after = await look()
  return [
    result,
    {
      seconds,
      server_us: after.cpu_us - before.cpu_us,
      database_us: usedBetween(database, databaseCpu(postmaster)),
      statements: after.statements - before.statements,
      rss_mib,
    },
  ]
}
