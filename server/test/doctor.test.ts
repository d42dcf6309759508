import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Config, readConfig } from '../src/config.ts'
import { examine } from '../src/doctor/doctor.ts'
import type { Finding } from '../src/doctor/finding.ts'
import { startMailSink } from './support/mail-sink.ts'
import { runProgram } from './support/program.ts'
import { freshStore, type Store, storeKind } from './support/store.ts'
import { freePort, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

/** The doctor's findings with the settings of the running service, changed in this way. */
async function findings(changes: Record<string, string> = {}): Promise<Finding[]> {
  return examine(configured(changes))
}

function configured(changes: Record<string, string> = {}): Config {
  return readConfig({ environment: { ...usher.environment, ...changes } })
}

const about = (found: readonly Finding[], what: string) => found.find((each) => each.about === what)

async function ownStore(): Promise<Store> {
  const store = await freshStore()
  onTestFinished(() => store[Symbol.asyncDispose]())
  return store
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'usher-doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

describe('beside a service that runs', () => {
  test('all is well, down to the address that leads to this very service', async () => {
    const found = await findings()
    expect(found.filter(({ state }) => state === 'wrong')).toEqual([])
    expect(about(found, 'public URL')?.state).toBe('well')
    if (storeKind === 'pglite') {
      expect(about(found, 'database')?.reason).toMatch(/open in another Usher process, which says that it is ready/)
      expect(about(found, 'signing keys')?.state).toBe('skipped')
    } else {
      expect(about(found, 'database')?.reason).toMatch(/^PostgreSQL \d+\.\d+.* answers in [\d.]+ ms\.$/)
      expect(about(found, 'public URL')?.reason).toMatch(/leads to this service/)
      expect(about(found, 'signing keys')?.reason).toMatch(/^1 key can be used; [\w-]{43} signs\.$/)
      expect(about(found, 'clock')?.state).toBe('well')
      // The tests' role is one.
      expect(about(found, 'database rights')).toMatchObject({ state: 'warning', reason: /superuser/ })
    }
  })

  test('an address that leads to somebody else is found out', async () => {
    await using other = await startUsher()
    const name = await findings({ PUBLIC_URL: other.url.replace('127.0.0.1', 'localhost') })
    expect(about(name, 'public URL')).toMatchObject({ state: 'wrong', reason: expect.stringContaining('calls itself') })
    const nobody = await findings({ PUBLIC_URL: 'http://127.0.0.1:9' })
    expect(about(nobody, 'public URL')).toMatchObject({
      state: 'wrong',
      reason: expect.stringMatching(/The service runs, but http:\/\/127\.0\.0\.1:9 does not lead to it/),
    })
    if (storeKind === 'pglite') return
    const anotherDatabase = await findings({ PUBLIC_URL: other.url })
    expect(about(anotherDatabase, 'public URL')?.reason).toMatch(/it works on another database/)
  })

  test('an issuer that is right, away or wrong is told apart', async () => {
    const found = (await findings()).find((each) => each.about.startsWith('issuer '))
    expect(found).toMatchObject({ state: 'well', reason: 'It publishes one key.' })

    usher.issuer.down = true
    const away = (await findings()).find((each) => each.about.startsWith('issuer '))
    usher.issuer.down = false
    expect(away).toMatchObject({ state: 'wrong', mend: expect.stringMatching(/\w/) })

    const file = join(temporaryFolder(), 'issuers.json')
    writeFileSync(file, JSON.stringify([{ issuer: usher.url.replace('127.0.0.1', 'localhost'), audience: 'x' }]))
    const wrong = (await findings({ USHER_ISSUERS: file })).find((each) => each.about.startsWith('issuer '))
    expect(wrong).toMatchObject({ state: 'wrong', reason: expect.stringContaining('name another issuer') })
  })
})

describe('mail', () => {
  const smtp = (url: string) => ({ SMTP_URL: url, MAIL_FROM: 'Usher <usher@example.com>' })

  test('is tried as far as a mail would go, and none is sent', async () => {
    await using sink = await startMailSink()
    await sink.open()
    expect(about(await findings(smtp(sink.url)), 'mail')).toMatchObject({ state: 'well' })
    expect(sink.received).toEqual([])
    const refused = await findings(smtp(sink.url.replace('//', '//user:wrong%20password@')))
    expect(about(refused, 'mail')).toMatchObject({ state: 'wrong', mend: expect.stringContaining('SMTP_URL') })
    expect(JSON.stringify(refused)).not.toContain('wrong password')
    await sink.close()
    expect(about(await findings(smtp(sink.url)), 'mail')?.reason).toMatch(/does not take mail from us: .*ECONNREFUSED/)
  })

  test('is not waited for where a server only takes the connection and hangs up', async () => {
    const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    expect(about(await findings(smtp(`smtp://127.0.0.1:${port}`)), 'mail')?.state).toBe('wrong')
  })
})

describe('without a service', () => {
  test('the store is looked at, and that nobody answers is no fault', async () => {
    const store = await ownStore()
    const found = await findings({
      ...store.environment,
      PORT: String(await freePort()),
      PUBLIC_URL: 'http://127.0.0.1:9',
    })
    expect(about(found, 'database')?.reason).toMatch(/ answers in /)
    expect(about(found, 'migrations')?.state).toBe('well')
    expect(about(found, 'signing keys')?.reason).toMatch(/none yet/)
    expect(about(found, 'public URL')).toMatchObject({ state: 'skipped' })
    expect(found.filter(({ state }) => state === 'wrong')).toEqual([])
  })

  test('nothing is made where there is nothing yet', async () => {
    if (storeKind !== 'pglite') return
    const folder = temporaryFolder()
    const found = await findings({ USHER_DATA: folder, PORT: String(await freePort()) })
    expect(about(found, 'database')).toMatchObject({ state: 'skipped' })
    expect(readdirSync(folder)).toEqual(['keys.json'])
    expect(existsSync(join(folder, 'database'))).toBe(false)
  })

  test('a database that is away is told, and what depends on it left aside', async () => {
    const found = await findings({ DATABASE_URL: 'postgres://usher:pa55word@127.0.0.1:9/usher' })
    expect(about(found, 'database')).toMatchObject({ state: 'wrong', reason: expect.stringContaining('ECONNREFUSED') })
    expect(about(found, 'clock')?.state).toBe('skipped')
    expect(JSON.stringify(found)).not.toContain('pa55word')
  })
})

describe('the command', () => {
  test('ends with 0 when nothing is wrong, and says so for machines', async () => {
    const { code, said } = await runProgram(['doctor', '--json'], usher.environment)
    expect([code, JSON.parse(said)]).toEqual([0, { well: true, findings: expect.any(Array) }])
  })

  test('ends with 1 when something is, with a reason and a mend for each setting that does not work', async () => {
    const { code, said } = await runProgram(['doctor'], { USHER_MODE: 'production' })
    expect(code).toBe(1)
    expect(said).toMatch(/✗ settings {2}DATABASE_URL must be set in production/)
    expect(said).toMatch(/\d are wrong\.$/m)
  })
})
