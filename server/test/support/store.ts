import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'

/** A migrated, empty database of a test's own, made from a template in milliseconds. */
export interface Store extends AsyncDisposable {
  /** The settings that make the service use it. */
  readonly environment: { USHER_DATA: string; DATABASE_URL?: string }
}

export const storeKind = process.env['USHER_TEST_STORE'] === 'postgresql' ? 'postgresql' : 'pglite'

export async function freshStore(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-test-'))
  const forget = () => rmSync(folder, { recursive: true, force: true })
  if (storeKind === 'pglite') {
    cpSync(inject('pgliteTemplate'), folder, { recursive: true })
    return { environment: { USHER_DATA: folder }, [Symbol.asyncDispose]: async () => forget() }
  }
  const database = await freshDatabase()
  return {
    environment: { USHER_DATA: folder, DATABASE_URL: database.url },
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
      forget()
    },
  }
}

/** A database of its own on the tests' server; from the migrated template, or bare. */
export async function freshDatabase({ template = 'usher_template' } = {}): Promise<AsyncDisposable & { url: string }> {
  const name = `usher_${crypto.randomUUID().replaceAll('-', '')}`
  await command(`create database ${name} template ${template}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return { url: url.href, [Symbol.asyncDispose]: () => command(`drop database ${name} with (force)`) }
}

async function command(text: string): Promise<void> {
  const client = new pg.Client(inject('postgresUrl'))
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
