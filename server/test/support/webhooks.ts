import { sql } from '../../src/database/sql.ts'
import type { WebhookEndpointWithSecret } from '../../src/webhooks/schemas.ts'
import { type Actor, type Company, succeeded } from './cast.ts'
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
