import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningUsher, start } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { signIn } from './support/application.ts'
import { Browser } from './support/browser.ts'
import { builtConsole, ConsoleTab } from './support/console.ts'
import { openOutsider } from './support/outsider.ts'
import { freePort, startUsher, type TestUsher } from './support/usher.ts'

const publicUrl = 'https://usher.example.com'
const somebody = () => `${randomUUID()}@example.com`

let usher: TestUsher
let second: RunningUsher
beforeAll(async () => {
  usher = await startUsher({ PUBLIC_URL: publicUrl }, { console: builtConsole })
  const environment = { ...usher.environment, PORT: String(await freePort()) }
  second = await start(readConfig({ environment }), pino({ level: 'silent' }), {
    consoleFolder: usher.running.consoleFolder,
  })
})
afterAll(async () => {
  await second[Symbol.asyncDispose]()
  await usher[Symbol.asyncDispose]()
})

test('several processes behind a load balancer are one console: each step is answered by another', async () => {
  const processes = [usher.url, `http://127.0.0.1:${second.address.port}`]
  let turn = 0
  const tab = new ConsoleTab(
    usher,
    new Browser({ reach: (url) => url.replace(publicUrl, processes[turn++ % 2] ?? '') }),
  )
  for (const path of ['/console/account', '/console/']) {
    expect((await tab.signIn(somebody(), { return_to: path, switch: 'true' })).url).toBe(publicUrl + path)
    for (const origin of processes) {
      const headers = { cookie: tab.cookie ?? '', accept: 'application/json' }
      expect((await fetch(`${origin}/invitations`, { headers })).status).toBe(200)
    }
  }
  const headers = { cookie: tab.cookie ?? '' }
  await tab.write('POST', '/session/sign-out')
  for (const origin of processes) expect((await fetch(`${origin}/invitations`, { headers })).status).toBe(401)
})

test('while the database is away, who comes back reads that, and is signed in by trying again', async () => {
  const tab = new ConsoleTab(usher, new Browser({ reach: (url) => url.replace(publicUrl, usher.url) }))
  await tab.leave({ return_to: '/console/account' })
  const back = await signIn(usher, tab.browser, somebody(), `${publicUrl}/session/callback`)
  await using outsider = await openOutsider(usher.environment['DATABASE_URL'] ?? '')
  await outsider.query('begin')
  await outsider.query('lock table oauth_records in access exclusive mode')
  const page = await tab.browser.open(back.url)
  await outsider.query('rollback')
  expect([page.status, page.text.includes('cannot be reached at the moment')]).toEqual([503, true])
  const again = /href="(\/session\/sign-in[^"]*)"/.exec(page.text)?.[1] ?? ''
  expect((await tab.browser.open(publicUrl + again)).url).toBe(`${publicUrl}/console/account`)
  expect((await tab.session()).user).not.toBeNull()
})
