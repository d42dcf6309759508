import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { start } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import type { Database } from '../src/database/database.ts'
import { openEmbedded } from '../src/database/embedded.ts'
import { openServer } from '../src/database/server.ts'
import { sql } from '../src/database/sql.ts'
import { prepareDemo } from '../src/demo/demo.ts'
import type { Demo } from '../src/demo/description.ts'
import { move, type MovedTable, MoveRefused } from '../src/move/move.ts'
import { type Deployment, signIn } from './support/deployment.ts'
import { expectInvariants } from './support/invariants.ts'
import { runProgram, startProgram } from './support/program.ts'
import { freshDatabase } from './support/store.ts'
import { freePort } from './support/usher.ts'

vi.setConfig({ testTimeout: 180_000 })

const to = 'the target'
/** A data folder that `npm start` made, with some history in it; each test moves a copy of its own. */
let original: string

beforeAll(async () => {
  original = mkdtempSync(join(tmpdir(), 'usher-move-'))
  const environment = { USHER_MODE: 'development', USHER_DATA: original, PORT: String(await freePort()) }
  await using usher = await start(readConfig({ environment }), pino({ level: 'silent' }))
  await prepareDemo(usher)
  // More than fit into two batches, with what is easily lost on the way: microseconds, quotes, bytes, infinity.
  await usher.db.run(sql`
    insert into users (kind, name, tokens_valid_from)
    select 'person', case when number % 2 = 0 then 'Ünïcödé "' || number || '" \ '' 😀' end,
      case when number % 3 = 0 then '-infinity' else now() + number * interval '1.000001 seconds' end
    from generate_series(1, 1234) number`)
  await usher.db.run(sql`
    insert into events (type, actor_type, subject_type, subject_id, data)
    select 'test.noted', 'system', 'user', id::text,
      jsonb_build_object('number', 12345678901234567890, 'float', 0.1, 'text', name, 'null', null)
    from users where kind = 'person' and name is not null`)
})
afterAll(() => rmSync(original, { recursive: true, force: true }))

function copyOfFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'usher-move-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(original, folder, { recursive: true })
  return folder
}

/** An empty database of its own. */
async function emptyTarget(): Promise<string> {
  const database = await freshDatabase({ template: 'template0' })
  onTestFinished(() => database[Symbol.asyncDispose]())
  return database.url
}

async function moveAll(folder: string, url: string, more: Partial<Parameters<typeof move>[0]> = {}) {
  await using source = await openEmbedded(folder, { evenIfMoved: true })
  await using target = openServer(url, () => undefined)
  return await move({ source, folder, target, to, ...more })
}

async function asking<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  await using db = openServer(url, () => undefined)
  return await work(db)
}

const countOf = (tables: readonly MovedTable[], name: string) => tables.find((table) => table.name === name)?.count

/** The whole content of a database, independent of how it was moved: what a backup would hold. */
async function dump(db: Database): Promise<Record<string, unknown>> {
  return db.session(async (client) => {
    await client.query("set timezone = 'UTC'")
    const { rows } = await client.query<{ name: string; sequence: boolean }>(
      "select relname as name, relkind = 'S' as sequence from pg_class where relkind in ('r', 'S') and relnamespace = current_schema::regnamespace",
    )
    const content: Record<string, unknown> = {}
    for (const { name, sequence } of rows) {
      if (['migrations', 'functions'].includes(name)) continue
      const value = sequence ? 'row(last_value, is_called)' : 'each'
      const all = await client.query<{ row: string }>(`select ${value}::text as row from ${name} each`)
      content[name] = all.rows.map(({ row }) => row).toSorted()
    }
    await client.query('reset timezone')
    return content
  })
}

describe('move', () => {
  test('carries everything over as it was, and the demo works there', async () => {
    const folder = copyOfFolder()
    const url = await emptyTarget()
    const steps: string[] = []
    const tables = await moveAll(folder, url, { onStep: (step) => void steps.push(step) })
    expect(countOf(tables, 'organizations')).toBe(2)
    expect(countOf(tables, 'users')).toBeGreaterThan(1234)
    expect(steps).toContain('copied users 500')
    expect(steps).toContain('copied users 1000')

    const before = await (async () => {
      await using source = await openEmbedded(folder, { evenIfMoved: true })
      return await dump(source)
    })()
    await asking(url, async (db) => {
      expect(await dump(db)).toEqual(before)
      await expectInvariants(db)
      // The next event gets a number of its own.
      await db.run(
        sql`insert into events (type, actor_type, subject_type, subject_id) values ('t', 'system', 'user', 'u')`,
      )
    })

    const demo = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as Demo
    const environment = {
      USHER_MODE: 'development',
      USHER_DATA: folder,
      DATABASE_URL: url,
      PORT: String(await freePort()),
    }
    await using program = await startProgram(environment)
    const deployment: Deployment = { environment, folder, demo, [Symbol.asyncDispose]: async () => undefined }
    const invitee = await signIn(program, deployment, 'invitee')
    const [invitation = ''] = await invitee.inbox()
    // It was carried over, or it was not sent yet and is now; accepted, it would not be sent any more.
    await expect
      .poll(async () => (await program.request('GET', '/mailbox/messages?to=grace@example.com')).body)
      .toHaveLength(1)
    expect((await invitee.request('POST', `/invitations/${invitation}?accept=true`)).body).toBe(demo.organization_id)
  })

  test.each([
    'marked',
    'migrated',
    'begun',
    'copied organizations 2',
    'copied users 500',
    'copied',
    'verified',
    'told',
  ])('killed after "%s" it goes on when it is repeated, and nothing is lost or doubled', async (step) => {
    const folder = copyOfFolder()
    const url = await emptyTarget()
    const script = join(inject('programs'), 'move-until.mjs')
    const child = spawn(process.execPath, ['--liftoff-only', script, folder, url, step], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])

    // Meanwhile nobody gets to work with either side.
    await expect(openEmbedded(folder)).rejects.toThrow(step === 'told' ? /was moved to/ : /is not finished/)
    if (!['marked', 'migrated'].includes(step)) {
      const config = readConfig({
        environment: { USHER_MODE: 'development', USHER_DATA: folder, DATABASE_URL: url },
      })
      await expect(start(config, pino({ level: 'silent' }))).rejects.toThrow(/move .* is not finished/)
    }

    const again: string[] = []
    await moveAll(folder, url, { onStep: (each) => void again.push(each) })
    if (step === 'copied users 500') expect(again).not.toContain('copied organizations 2')
    const before = await (async () => {
      await using source = await openEmbedded(folder, { evenIfMoved: true })
      return await dump(source)
    })()
    await asking(url, async (db) => expect(await dump(db)).toEqual(before))
    await expect(openEmbedded(folder)).rejects.toThrow(
      /was moved to the target on \d{4}-\d\d-\d\d\. Start with DATABASE_URL/,
    )
  })

  test('repeated after its end does nothing, and deleting the mark gives the old folder back', async () => {
    const folder = copyOfFolder()
    const url = await emptyTarget()
    await moveAll(folder, url)
    await asking(url, (db) => db.run(sql`update users set name = 'changed since' where name is null`))
    expect(await moveAll(folder, url)).toEqual([])
    rmSync(join(folder, 'moved.json'))
    await using source = await openEmbedded(folder)
    expect(await source.one(sql`select count(*) as count from users where name = 'changed since'`)).toEqual({
      count: 0,
    })
  })
})

test('a moved demo goes on in production, with link keys of its own', async () => {
  const folder = copyOfFolder()
  const url = await emptyTarget()
  await moveAll(folder, url)
  const { link } = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as { link: string }
  const keys = '1:Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa'
  const development = {
    USHER_MODE: 'development',
    USHER_DATA: folder,
    DATABASE_URL: url,
    USHER_LINK_KEYS: `${keys},${link}`,
  }
  expect(await runProgram(['keys', 'reencrypt'], development)).toMatchObject({ code: 0 })

  const environment = {
    DATABASE_URL: url,
    PUBLIC_URL: 'https://usher.example.com',
    USHER_MAIL: 'off',
    USHER_LINK_KEYS: keys,
    USHER_COOKIE_KEYS: 'aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ',
    USHER_DATA: folder,
    PORT: String(await freePort()),
  }
  await using program = await startProgram(environment)
  const demo = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as Demo
  const deployment: Deployment = { environment, folder, demo, [Symbol.asyncDispose]: async () => undefined }
  expect(await (await signIn(program, deployment, 'invitee')).inbox()).toHaveLength(1)
})

describe('the command', () => {
  test('moves a folder, says where everything is now, and an old start says it too', async () => {
    const folder = copyOfFolder()
    const url = await emptyTarget()
    const environment = { USHER_DATA: folder }
    const { code, said } = await runProgram(['move', '--to', url], environment)
    expect([code, said]).toEqual([0, expect.stringMatching(/counts and checksums are the same on both sides/)])
    expect(said).toContain(join(folder, 'keys.json'))
    expect(said).toContain('epoch development')
    expect(said).not.toContain(new URL(url).password)
    const start = await runProgram(['serve', '--development'], environment)
    expect([start.code, start.said]).toEqual([
      1,
      expect.stringMatching(/was moved to postgresql:.*DATABASE_URL.*delete .*moved\.json/),
    ])
    expect(start.said).not.toContain(new URL(url).password)
  })

  test('refuses while the service runs, and names what is missing', async () => {
    const folder = copyOfFolder()
    await using _source = await openEmbedded(folder)
    const url = await emptyTarget()
    const running = await runProgram(['move', '--to', url], { USHER_DATA: folder })
    expect([running.code, running.said]).toEqual([1, expect.stringContaining('Stop it first')])
    const nowhere = await runProgram(['move'], { USHER_DATA: folder })
    expect([nowhere.code, nowhere.said]).toEqual([1, expect.stringContaining('Name the target with --to postgres:')])
    const away = await runProgram(['move', '--to', 'postgres://u:p@127.0.0.1:9/x'], {
      USHER_DATA: join(folder, 'none'),
    })
    expect([away.code, away.said]).toEqual([1, expect.stringContaining('There is no embedded database in')])
  })
})

describe('move refuses', () => {
  /** Refused with this sentence, with nothing changed on either side. */
  async function refused(folder: string, url: string, sentence: RegExp) {
    const before = await asking(url, dump)
    const marked = existsSync(join(folder, 'moved.json'))
    const refusal = await moveAll(folder, url).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(MoveRefused)
    expect(String(refusal)).toMatch(sentence)
    expect(await asking(url, dump)).toEqual(before)
    expect(existsSync(join(folder, 'moved.json'))).toBe(marked)
  }

  async function prepare(url: string, text: string) {
    const client = new pg.Client(url)
    await client.connect()
    await client.query(text)
    await client.end()
  }

  test('a database of something else', async () => {
    const url = await emptyTarget()
    await prepare(url, 'create table orders (id integer primary key)')
    await refused(copyOfFolder(), url, /holds tables of something else \(orders\)/)
  })

  test('a database that another Usher works on', async () => {
    const database = await freshDatabase()
    onTestFinished(() => database[Symbol.asyncDispose]())
    await prepare(database.url, "insert into users (kind, name) values ('person', 'Somebody')")
    await refused(copyOfFolder(), database.url, /holds data already \(users\)/)
  })

  test('a database into which another folder is being moved, and another target in the middle', async () => {
    const [folder, other] = [copyOfFolder(), copyOfFolder()]
    const url = await emptyTarget()
    const broken = moveAll(folder, url, {
      onStep: (step) => {
        if (step === 'copied users 500') throw new Error('the power went')
      },
    })
    await expect(broken).rejects.toThrow('the power went')
    await refused(other, url, /holds an unfinished move of another data folder/)
    await expect(moveAll(folder, await emptyTarget(), { to: 'another' })).rejects.toThrow(
      /A move of this folder to the target/,
    )
    await moveAll(folder, url)
  })

  test('to call it done when both sides differ', async () => {
    const url = await emptyTarget()
    const meddling = moveAll(copyOfFolder(), url, {
      onStep: (step) =>
        step === 'copied'
          ? prepare(url, "update organizations set name = 'Meddled' where name = 'Difference Works'")
          : undefined,
    })
    await expect(meddling).rejects.toThrow(/organizations is not the same on both sides/)
  })
})
