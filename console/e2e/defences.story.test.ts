import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { cast } from '../../server/test/support/cast.ts'
import type { TestUsher } from '../../server/test/support/usher.ts'
import { startUsherWithConsole } from './support/usher.ts'
import { visitor } from './support/visitor.ts'
import { words } from './support/words.ts'

const { t, login } = words.en

let usher: TestUsher
beforeAll(async () => {
  usher = await startUsherWithConsole()
})
afterAll(() => usher[Symbol.asyncDispose]())

/** Somebody who is signed in, with an invitation that waits. */
async function target() {
  const { ada } = await cast(usher, 'ada')
  const company = await ada.founds()
  const grace = await visitor(usher)
  const invitation = await ada.invites(company, grace.address)
  await grace.signsInToConsole()
  const isMember = async () => (await ada.membersOf(company)).some(({ email }) => email === grace.address)
  return { grace, invitation, isMember }
}

/** A page of somebody else's, on another site than ours. */
async function evilPage(content: string): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><html lang="en"><title>Win</title><main><h1>Win</h1>${content}</main></html>`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://localhost:${(server.address() as AddressInfo).port}/`
}

test('Story 70: after signing out, the back button shows nothing of before, and nothing was kept (case 142)', async () => {
  const { grace } = await target()
  await grace.sees('Analytical Engines')
  expect(await grace.page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toMatch(/eyJ|token/i)
  const cookies = await grace.page.context().cookies()
  expect(cookies.filter(({ httpOnly }) => !httpOnly)).toEqual([])

  await grace.presses(t('nav.account_menu', { name: grace.address }))
  await grace.presses(t('nav.sign_out'), 'menuitem')
  await grace.sees(t('signed_out.title'))
  grace.willBeRefused(400) // the sign-in that the pages before belonged to is over
  await grace.goesBack()
  await grace.sees(login.startAgain.title)
  await grace.goesBack()
  await grace.sees(login.startAgain.title)
  await grace.goesBack()
  await grace.sees(t('landing.title'))
  expect(await grace.find('Analytical Engines', 'text').count()).toBe(0)
})

test('Story 71: nobody can put the console or an invitation into a frame (case 140)', async () => {
  const { grace, invitation } = await target()
  const pages = ['/console/', `/console/invitations/${invitation.id}`, '/join', '/oauth/logout']
  await grace.page.goto(await evilPage(pages.map((path) => `<iframe src="${usher.url}${path}"></iframe>`).join('')))
  const framed = grace.page.frames().filter((frame) => frame !== grace.page.mainFrame())
  expect(framed).toHaveLength(pages.length)
  for (const frame of framed) {
    await frame.waitForLoadState()
    expect(await frame.locator('h1, button, input').count()).toBe(0)
  }
  grace.forgives(/frame-ancestors|Refused to display|ERR_BLOCKED_BY_RESPONSE/)
})

test('Story 72: a page of another site accepts nothing in somebody’s name (case 139)', async () => {
  const { grace, invitation, isMember } = await target()
  const url = `${usher.url}/invitations/${invitation.id}?accept=true`
  const tries = `
    const headers = [{}, { 'content-type': 'text/plain' }]
    window.tried = Promise.allSettled([
      ...headers.map((each) => fetch('${url}', { method: 'POST', mode: 'no-cors', credentials: 'include', headers: each })),
      fetch('${url}', { method: 'POST', credentials: 'include', headers: { 'x-usher-csrf': '1' } }),
    ])`
  grace.willBeRefused(401)
  await grace.page.goto(
    await evilPage(`<script>${tries}</script><form method="post" action="${url}"><button>Win</button></form>`),
  )
  await grace.page.evaluate('window.tried')
  expect(await isMember()).toBe(false)
  await grace.find('Win', 'button').click()
  await grace.page.waitForURL(url)
  expect(await isMember()).toBe(false)
  grace.forgives(/CORS|ERR_FAILED|preflight/)
})
