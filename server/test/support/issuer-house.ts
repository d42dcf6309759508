import { randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as jose from 'jose'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, vi } from 'vitest'
import { type Config, readConfig } from '../../src/config.ts'
import type { Database } from '../../src/database/database.ts'
import { openEmbedded } from '../../src/database/embedded.ts'
import { Unavailable } from '../../src/database/faults.ts'
import { openServer } from '../../src/database/server.ts'
import { sql } from '../../src/database/sql.ts'
import { allScopes } from '../../src/http/scopes.ts'
import { createServer } from '../../src/http/server.ts'
import { type BuiltInIssuer, openIssuer } from '../../src/issuer/issuer.ts'
import { hashSecret, newSecret } from '../../src/issuer/secrets.ts'
import { freshStore, type Store } from './store.ts'

export const publicUrl = 'https://usher.example.com'
export const serviceScopes = allScopes.filter((scope) => scope !== 'platform')
export const quiet = pino({ level: 'silent' })

/** The built-in issuer by itself, on a server that serves nothing else. */
export interface House {
  config: Config
  issuer: BuiltInIssuer
  server: Awaited<ReturnType<typeof createServer>>
  /** Where it really listens. */
  origin: string
}

let store: Store
/** The database of this test file, emptied before each test. */
export let db: Database

/** From the very start, because the library gives each of its notices only once. */
const printing = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name))

export function expectNothingPrinted(): void {
  for (const spy of printing) expect(spy).not.toHaveBeenCalled()
}

/** Gives the tests of a file their database, and sees to it that none of them prints anything. */
export function issuersHaveADatabase(): void {
  beforeAll(async () => {
    store = await freshStore()
    const { DATABASE_URL: url, USHER_DATA: folder } = store.environment
    db = url === undefined ? await openEmbedded(folder) : openServer(url, () => {})
  })
  afterAll(expectNothingPrinted)
  afterAll(async () => {
    await db[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    await db.run(sql`truncate oauth_records, signing_keys, clients, users cascade`)
  })
}

export interface Client {
  id: string
  secret: string
  userId: string | undefined
}

export interface Answer {
  access_token: string
  scope?: string
  error?: string
  error_description?: string
}

interface Wishes {
  audience?: string
  brokenWhen?: (text: string) => boolean
  fault?: Error
  before?: (text: string) => Promise<void>
}

export function configured(wishes: Wishes = {}): Config {
  return readConfig({
    environment: {
      USHER_MODE: 'development',
      USHER_DATA: store.environment.USHER_DATA,
      PUBLIC_URL: publicUrl,
      USHER_LINK_KEYS: `test:${newSecret()}`,
      ...(wishes.audience === undefined ? {} : { USHER_AUDIENCE: wishes.audience }),
    },
  })
}

export async function house(wishes: Wishes = {}): Promise<House> {
  const config = configured(wishes)
  const fails = wishes.brokenWhen ?? (() => false)
  const guard = async (text: string) => {
    await wishes.before?.(text)
    if (fails(text)) throw wishes.fault ?? new Unavailable('secret detail')
  }
  const watched: Database = {
    ...db,
    many: (statement) => guard(statement.text).then(() => db.many(statement)),
    maybe: (statement) => guard(statement.text).then(() => db.maybe(statement)),
    one: (statement) => guard(statement.text).then(() => db.one(statement)),
    run: (statement) => guard(statement.text).then(() => db.run(statement)),
  }
  const issuer = await openIssuer({ config, db: watched, logger: quiet })
  onTestFinished(() => issuer[Symbol.asyncDispose]())
  const server = await createServer({ logger: quiet, publicUrl })
  issuer.mount(server)
  await server.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  const { port } = server.server.address() as AddressInfo
  return { config, issuer, server, origin: `http://127.0.0.1:${port}` }
}

export async function serviceAccount(scopes: readonly string[] = serviceScopes): Promise<Client> {
  const { id: userId } = await db.one(
    sql<{ id: string }>`insert into users (kind, name) values ('service_account', 'Robot') returning id`,
  )
  return addClient('service_account', scopes, userId)
}

export function platformClient(): Promise<Client> {
  return addClient('platform', ['platform'], undefined)
}

async function addClient(kind: string, scopes: readonly string[], userId: string | undefined): Promise<Client> {
  const client = { id: randomUUID(), secret: newSecret(), userId }
  await db.run(sql`
    insert into clients (id, kind, name, user_id, scopes, secret_hash)
    values (${client.id}, ${kind}, 'Robot', ${userId ?? null}, ${scopes}, ${hashSecret(client.secret)})`)
  return client
}

export async function lastUsed(id: string): Promise<Date | null> {
  const { last_used_at } = await db.one(
    sql<{ last_used_at: Date | null }>`select last_used_at from clients where id = ${id}`,
  )
  return last_used_at
}

export function basic({ id, secret }: { id: string; secret: string }): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }
}

export async function token(origin: string, headers: Record<string, string>, parameters: Record<string, string>) {
  const response = await fetch(`${origin}/oauth/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ grant_type: 'client_credentials', ...parameters }),
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer }
}

/** A request as no well-behaved client sends it. */
export function raw(
  origin: string,
  path: string,
  headers: Record<string, string>,
  form?: string,
): Promise<{ status: number | undefined; body: string }> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { hostname, port, path, headers, method: form === undefined ? 'GET' : 'POST' },
      (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
        response.on('end', () => resolve({ status: response.statusCode, body }))
      },
    )
    sent.on('error', reject).end(form)
  })
}

export function kidOf(jwt: string): string | undefined {
  return jose.decodeProtectedHeader(jwt).kid
}
