import { pino } from 'pino'
import { expect, test } from 'vitest'
import { problemsPage, referencePage } from '../src/docs/reference.ts'
import { documentApi } from '../src/http/documentation.ts'
import { openOperation } from '../src/http/operation.ts'
import { type Code, problems } from '../src/http/problems.ts'
import { register, type Sitemap } from '../src/http/register.ts'
import { Fields, named, Nullable, Type } from '../src/http/schemas.ts'
import { createServer } from '../src/http/server.ts'
import { organizationEventTypes } from '../src/events/catalogue.ts'
import { sitemap } from '../src/routes.ts'
import { outgoing } from '../src/webhooks/documentation.ts'

const publicUrl = 'https://usher.example.com'
const hostile = `<script>alert("1")</script>'"><img src=x onerror=alert(1)>`

/** The reference of an API with these operations, none of which is ever called. */
async function referenceOf(operations: Sitemap): Promise<string> {
  const server = await createServer({ logger: pino({ level: 'silent' }), publicUrl })
  await documentApi(server, { publicUrl }, outgoing)
  register(server, operations, {} as never)
  await server.ready()
  const page = referencePage(server.swagger())
  await server.close()
  return page
}

const reference = await referenceOf(sitemap)

test.each(Object.entries(sitemap))('%s has an anchor, a link to it and a curl line', (place, { id, scope }) => {
  const [method = '', path = ''] = place.split(' ')
  const article = articleIn(reference, id)
  expect(reference).toContain(`<a href="#${id}">`)
  expect(article).toContain(`>${method}</span>`)
  expect(article).toContain(
    `${publicUrl}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`)}`,
  )
  expect(article.includes('Authorization: Bearer $TOKEN')).toBe(scope !== undefined)
  expect(reference).toContain(scope === undefined ? '' : `id="scope-${scope}"`)
})

test.each(Object.keys(problems) as Code[])('the problem %s is explained at the anchor of its type', (code) => {
  const page = problemsPage()
  expect(page).toContain(`<section class="problem" id="${code}"`)
  expect(page).toContain(`<a href="#${code}">`)
  expect(page).not.toContain('undefined')
})

test('every type of event is listed, with what it says', () => {
  for (const type of organizationEventTypes) expect(reference).toContain(`<code>${type}</code>`)
  expect(reference).toMatch(/<code>member\.role_changed<\/code>.*<code>before\/after\.role_ids<\/code>/)
})

test('an operation lists what it may refuse', () => {
  const article = articleIn(reference, 'respond_to_invitation')
  for (const code of ['invalid_token', 'not_found', 'expired', 'seat_limit_reached', 'already_declined']) {
    expect(article).toContain(`<a href="/docs/problems#${code}"><code>${code}</code></a>`)
  }
  expect(reference).not.toContain('Refusals (0)')
})

test('every link within a page leads to one anchor, and the refusals to theirs among the problems', () => {
  const pages = { '': reference, '/docs': reference, '/docs/problems': problemsPage(), '/openapi.json': '' }
  for (const own of [reference, problemsPage()]) {
    const ids = [...own.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids).toHaveLength(new Set(ids).size)
    for (const [, place = '', anchor] of own.matchAll(/<a [^>]*href="([^"#]*)(?:#([^"]+))?"/g)) {
      const target = place === '' ? own : pages[place as keyof typeof pages]
      expect(target, place).toBeDefined()
      if (anchor !== undefined) expect(target).toContain(` id="${anchor}"`)
    }
  }
})

test('a page runs nothing and loads nothing', () => {
  for (const page of [reference, problemsPage()]) {
    expect(page).not.toMatch(/<(script|link|img|iframe|form)|\ssrc=|\sstyle=|\son\w+=|url\(|@import/i)
    expect(page.match(/<style>/g)).toHaveLength(1)
  }
})

test('a body is sent with what it has to have, and shown with all its fields', () => {
  const article = articleIn(reference, 'create_organization')
  expect(article).toContain('-d &#39;{&quot;name&quot;:&quot;Analytical Engines&quot;}&#39;')
  expect(article).toContain('&quot;owner_user_id&quot;: ')
})

test('a body that may be left away is left away', () => {
  const article = articleIn(reference, 'respond_to_invitation')
  expect(article).toContain('may be left away')
  expect(article).toContain('?accept=true&quot; \\\n')
  expect(article).not.toContain('-d ')
})

test('lines are sent from a file, and shown as lines', () => {
  const article = articleIn(reference, 'import_platform_members')
  expect(article).toContain('-H &#39;Content-Type: application/x-ndjson&#39; \\\n  --data-binary @members.ndjson')
  expect(article).toContain('<code>{&quot;external_id&quot;:')
  expect(article).toContain('lines of ImportedMember')
  expect(article).toContain('lines of ImportTold')
  expect(article).toContain('{&quot;finished&quot;:true')
  expect(article).toContain('Send lines of JSON as application/x-ndjson')
  expect(article).not.toContain('application/json in UTF-8')
})

test('fields are shown with the fields inside of them', () => {
  const article = articleIn(reference, 'list_organization_invitations')
  expect(article).toContain(
    '<span class="faint">delivery.</span>last_sent</code></th><td role="cell">UTC time or null</td>',
  )
  expect(articleIn(reference, 'list_members')).toContain('<span class="faint">roles[].</span>name')
})

test('hostile text is shown as text wherever it stands', async () => {
  const field = Nullable(Type.String({ description: hostile, examples: [hostile] }))
  const page = await referenceOf({
    'POST /hostile': openOperation({
      id: 'hostile',
      tag: hostile,
      summary: hostile,
      description: `${hostile} \`${hostile}\``,
      query: Fields({ query: Type.String({ description: hostile }) }),
      body: named('Hostile', Fields({ [hostile]: field })),
      success: Type.Array(Fields({ [hostile]: Type.Enum([hostile]) })),
      handle: async () => [],
    }),
  })
  expect(page).toContain('&lt;script&gt;')
  expect(page).not.toMatch(/<script|<img/)
})

function articleIn(page: string, id: string): string {
  const start = page.indexOf(`<article id="${id}"`)
  expect(start, id).toBeGreaterThan(0)
  return page.slice(start, page.indexOf('</article>', start))
}
