import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { platform } from './support/machine.ts'
import { resends, timePasses } from './support/sending.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let application: Pick<Actor, 'request'>
beforeAll(async () => {
  usher = await startUsher()
  const { token } = await platform(usher)
  application = { request: (method, path, sent) => usher.request(method, path, { token, ...sent }) }
})
afterAll(() => usher[Symbol.asyncDispose]())

const preview = (link: string): Promise<Answer> =>
  usher.request('POST', '/invitation-links/preview', { body: { token: link.split('#')[1] } })

/** The application invites somebody whom it mails by itself, or lets the service do that. */
async function invites({ id }: Company, email: string, more: object = { send_mail: false }): Promise<Answer> {
  return succeeded(await application.request('POST', `/organizations/${id}/invitations`, { body: { email, ...more } }))
}

test('an application that mails its invitations itself is told their links: made, read, changed, sent anew', async () => {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  const company = await ada.founds()
  const made = await invites(company, grace.address)
  const { link, id } = made.body
  expect(link).toMatch(new RegExp(`^${usher.url}/join#[\\w-]{43}$`))
  expect(made.headers.get('cache-control')).toBe('no-store')
  expect((await preview(link)).body.organization_name).toBe('Analytical Engines')
  const path = `/organizations/${company.id}/invitations/${id}`
  expect((await application.request('GET', path)).body.link).toBe(link)
  expect((await application.request('PATCH', path, { body: { message: 'Hi' } })).body.link).toBe(link)

  await timePasses(usher, made.body as Invited)
  const sent = (await resends(application, made.body as Invited, { rotate: true })).body
  expect(sent.link).not.toBe(link)
  expect((await preview(link)).body.code).toBe('superseded')
  expect((await preview(sent.link)).status).toBe(200)
})

test('nobody else is told a link, and no list, event or log has one (case 93)', async () => {
  const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
  const company = await ada.founds()
  const { link, id } = (await invites(company, grace.address)).body
  const path = `/organizations/${company.id}/invitations`
  const mailed = (await invites(company, linus.address, {})).body
  expect(mailed).not.toHaveProperty('link')

  const own = await ada.request('POST', path, { body: { email: 'mary@example.com', send_mail: false } })
  await timePasses(usher, own.body as Invited)
  for (const answer of [
    own,
    await ada.get(`${path}/${id}`),
    await ada.request('PATCH', `${path}/${id}`, { body: { message: 'Hi' } }),
    await resends(ada, own.body as Invited),
    await application.request('GET', `${path}/${mailed.id}`),
  ]) {
    expect(answer.status).toBeLessThan(300)
    expect(answer.body).not.toHaveProperty('link')
  }
  for (const list of [await application.request('GET', path), await ada.get(path)]) {
    expect(list.body.length).toBe(3)
    expect(list.text).not.toContain('"link"')
  }
  const token = String(link).split('#')[1] ?? ''
  const { told } = await usher.db.one(sql<{ told: boolean }>`
    select exists (select from events where events::text like ${`%${token}%`}) as told`)
  expect([told, usher.log.includes(token)]).toEqual([false, false])
})

test('there is no link where nobody could accept by it', async () => {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  const company = await ada.founds()
  const { id } = (await invites(company, grace.address)).body
  const path = `/organizations/${company.id}/invitations/${id}`
  await usher.db.run(sql`update invitations set link_epoch = 'gone' where id = ${id}`)
  expect((await application.request('GET', path)).body).not.toHaveProperty('link')
  await application.request('DELETE', path)
  expect((await application.request('GET', path)).body).not.toHaveProperty('link')
})
