import { type Code, problems, titleOf } from '../http/problems.ts'
import { type Html, html } from '../html.ts'
import { type Document, type Entry, entriesByTag, type Schemas } from './document.ts'
import { methodBadge, withCode } from './elements.ts'
import { explanations } from './explanations.ts'
import { contents, framed } from './frame.ts'
import { introduction } from './introduction.ts'
import { operationArticle } from './operation.ts'
import { webhooksSection } from './webhooks.ts'

/**
 * The reference of the API as a page.
 *
 * @param openapi the OpenAPI document that this service makes of itself
 */
export function referencePage(openapi: object): string {
  const document: Document = openapi
  const groups = [...entriesByTag(document)]
  const schemas = document.components?.schemas ?? {}
  const serverUrl = document.servers?.[0]?.url ?? ''
  const title = document.info?.title ?? ''
  return framed({
    title: `${title} API reference`,
    navigation: contents(html`<a class="brand" href="/docs">${title} API</a>`, [
      { heading: 'Introduction', links: introductionLinks() },
      ...groups.map(([heading, entries]) => ({ heading, links: entries.map(operationLink) })),
      ...(document.webhooks === undefined
        ? []
        : [{ heading: 'What is told', links: [html`<a href="#events">Types of events</a>`] }]),
    ]),
    main: html`${introduction(document, serverUrl)}${groups.map(([tag, entries]) => group(tag, entries, serverUrl, schemas))}${webhooksSection(document, schemas)}`,
  })
}

function introductionLinks(): Html[] {
  return [
    html`<a href="#token">Getting a token</a>`,
    html`<a href="#scopes">Scopes</a>`,
    html`<a href="#errors">Errors</a>`,
    html`<a href="#pages">Lists in pages</a>`,
    html`<a href="/docs/problems">All problems</a>`,
    html`<a href="/openapi.json">OpenAPI document</a>`,
  ]
}

function operationLink({ id, method, summary }: Entry): Html {
  return html`<a href="#${id}">${methodBadge(method)} <span>${summary}</span></a>`
}

function group(tag: string, entries: readonly Entry[], serverUrl: string, schemas: Schemas): Html {
  const id = `tag-${tag.toLowerCase().replaceAll(/\W+/g, '-')}`
  return html`<section class="group" aria-labelledby="${id}">
<h2 id="${id}">${tag}</h2>
${entries.map((entry) => operationArticle(entry, serverUrl, schemas))}</section>
`
}

/** Every problem at the anchor that the `type` of an answer names. */
export function problemsPage(): string {
  const codes = (Object.keys(problems) as Code[]).toSorted((a, b) => problems[a][0] - problems[b][0])
  const byStatus = [...Map.groupBy(codes, (code) => problems[code][0])]
  return framed({
    title: 'Problems of the Usher API',
    navigation: contents(
      html`<a class="brand" href="/docs">← API reference</a>`,
      byStatus.map(([status, codes]) => ({
        heading: String(status),
        links: codes.map((code) => html`<a href="#${code}">${titleOf(code)}</a>`),
      })),
    ),
    main: html`<h1>Problems</h1>
<p class="lead">What this service answers when it refuses a request, and what to do then. Decide by <code>code</code>, which is stable. See <a href="/docs#errors">how errors look</a>, or go <a href="/docs">back to the reference</a>.</p>
${codes.map(problem)}`,
  })
}

function problem(code: Code): Html {
  const [status, detail] = problems[code]
  const [when, next] = explanations[code]
  return html`<section class="problem" id="${code}" aria-labelledby="${code}-title">
<h2 id="${code}-title">${titleOf(code)} <a class="here" href="#${code}" aria-label="Link to ${titleOf(code)}">#</a></h2>
<p><span class="status">${status}</span> <code>${code}</code></p>
<blockquote><p>${withCode(detail)}</p></blockquote>
<dl>
<dt>When</dt><dd>${withCode(when)}</dd>
<dt>What to do</dt><dd>${withCode(next)}</dd>
</dl>
</section>
`
}
