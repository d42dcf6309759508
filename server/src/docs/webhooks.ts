import { type Html, html } from '../html.ts'
import type { Document, Schema, Schemas } from './document.ts'
import { jsonBlock, table, withCode } from './elements.ts'
import { exampleOf } from './example.ts'
import { fieldsOf, resolved } from './schema.ts'

/** A type of events, with the body that tells of one. */
interface Told {
  readonly type: string
  readonly summary: string
  readonly body: Schema
}

/** What happens, and how endpoints are told of it. Nothing where the document has no webhooks. */
export function webhooksSection({ webhooks = {} }: Document, schemas: Schemas): Html {
  const all = Object.entries(webhooks).map(([type, { post = {} }]) => ({
    type,
    summary: post.summary ?? '',
    body: resolved(post.requestBody?.content?.['application/json']?.schema ?? {}, schemas),
  }))
  const [first] = all
  if (first === undefined) return html``
  return html`<section class="group" aria-labelledby="events">
<h2 id="events">What is told</h2>
<p>Each of these is an event of the audit log, with what is under Details as its <code>data</code>, and the <code>type</code> of a webhook, with that as its <code>data.details</code>. The same webhook may come more than once, and in another order: its <code>webhook-id</code> is the same each time, and later events of one subject have higher numbers.</p>
${jsonBlock(exampleOf(first.body, schemas))}${table(
    'Types of events',
    ['Type', 'When', 'Details'],
    all.map((told) => rowOf(told, schemas)),
  )}</section>
`
}

function rowOf({ type, summary, body }: Told, schemas: Schemas): Html[] {
  return [
    html`<code>${type}</code>`,
    html`${withCode(summary)}`,
    html`${detailsIn(body, schemas).map((name) => html`<code>${name}</code> `)}`,
  ]
}

/** The names of what an event says of itself; of what was and what became together, as `before/after.role_ids`. */
export function detailsIn(body: Schema, schemas: Schemas): string[] {
  const details = body.properties?.['data']?.properties?.['details'] ?? {}
  const fields = fieldsOf(details.anyOf?.[0] ?? details, schemas)
  const parents = new Set(fields.map(({ parent }) => parent))
  const leaves = fields.map(({ parent, name }) => parent + name).filter((path) => !parents.has(`${path}.`))
  return leaves.flatMap((path) => (path.startsWith('after.') ? [] : [path.replace(/^before\./, 'before/after.')]))
}
