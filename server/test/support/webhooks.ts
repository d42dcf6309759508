import { expect, onTestFinished } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import type { WebhookEndpointWithSecret } from '../../src/webhooks/schemas.ts'
import { type Actor, cast, type Company, succeeded } from './cast.ts'
import { type Received, type Receiver, startReceiver } from './receiver.ts'
import type { TestUsher } from './usher.ts'

/** The endpoints of a company, or with nothing those of the platform. */
export const endpointsOf = (company?: Company): string =>
  company === undefined ? '/platform/webhook-endpoints' : `/organizations/${company.id}/webhook-endpoints`

/** Has somebody make an endpoint. */
export async function listensAt(
  actor: Pick<Actor, 'request'>,
  company: Company | undefined,
  asked: { url: string; event_types?: string[]; includes_email?: boolean },
): Promise<WebhookEndpointWithSecret & { path: string }> {
  const { body } = succeeded(await actor.request('POST', endpointsOf(company), { body: asked }))
  return { ...(body as WebhookEndpointWithSecret), path: `${endpointsOf(company)}/${body.id}` }
}

/** Lets the time come at which everything that waits for an endpoint is tried again. */
export async function timeComes(usher: TestUsher, { id }: { id: string }): Promise<void> {
  await usher.db.run(sql`update deliveries set due_at = now() where endpoint_id = ${id} and state = 'queued'`)
}

/** A receiver that ends with the test. */
export async function receiver(): Promise<Receiver> {
  const started = await startReceiver()
  onTestFinished(() => started[Symbol.asyncDispose]())
  return started
}

type Endpoint = WebhookEndpointWithSecret & { path: string }

/** Somebody's company with an endpoint that hears of its invitations. */
export interface Listening {
  readonly ada: Actor
  readonly company: Company
  readonly there: Receiver
  readonly endpoint: Endpoint
}

export async function listening(
  usher: TestUsher,
  asked: { event_types?: string[]; includes_email?: boolean } = {},
): Promise<Listening> {
  const { ada } = await cast(usher, 'ada')
  const company = await ada.founds()
  const there = await receiver()
  const url = `${there.url}/hooks?of=ada`
  const endpoint = await listensAt(ada, company, { url, event_types: ['invitation.created'], ...asked })
  return { ada, company, there, endpoint }
}

/** What came to a receiver, once it is so many. */
export async function arrive({ received }: Receiver, count: number): Promise<Received[]> {
  await expect.poll(() => received.length).toBeGreaterThanOrEqual(count)
  return received
}

/** The deliveries to an endpoint, that of the newest event first. */
export async function deliveriesOf(
  actor: Pick<Actor, 'request'>,
  { path }: { path: string },
): Promise<Record<string, unknown>[]> {
  return succeeded(await actor.request('GET', `${path}/deliveries`)).body as Record<string, unknown>[]
}

/** The state of the newest of them. */
export async function stateOf(actor: Pick<Actor, 'request'>, endpoint: { path: string }): Promise<unknown> {
  return (await deliveriesOf(actor, endpoint))[0]?.['state']
}

/** Waits until the newest of them was tried so often, and waits for its next turn. */
export async function waitsAfter(
  actor: Pick<Actor, 'request'>,
  endpoint: { path: string },
  attempts: number,
): Promise<void> {
  await expect.poll(async () => (await deliveriesOf(actor, endpoint))[0]).toMatchObject({ state: 'queued', attempts })
}

/** What happened to an endpoint, oldest first. */
export function eventsOf({ db }: TestUsher, { id }: { id: string }): Promise<{ type: string; data: object }[]> {
  return db.many(
    sql<{ type: string; data: object }>`select type, data from events where subject_id = ${id} order by sequence`,
  )
}
