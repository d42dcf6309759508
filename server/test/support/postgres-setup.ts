import type { TestProject } from 'vitest/node'
import pg from 'pg'
import { migrate } from '../../src/database/migrate.ts'
import { openServer } from '../../src/database/server.ts'
import { startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The test run's own server: superuser, database `postgres`. */
    postgresUrl: string
  }
}

/** One server for the whole run, with a migrated template; what a test needs of its own is a database made from that. */
export async function setup(project: TestProject) {
  const server = await startPostgres()
  await makeTemplate(server.url)
  project.provide('postgresUrl', server.url)
  return () => server.stop()
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client(serverUrl)
  await client.connect()
  await client.query('create database usher_template')
  await client.end()
  const url = new URL(serverUrl)
  url.pathname = '/usher_template'
  await using db = openServer(url.href, () => {})
  await migrate(db)
}
