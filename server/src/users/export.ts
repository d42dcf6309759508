import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Streamed } from '../http/operation.ts'
import { Refusal } from '../http/problems.ts'
import type { Caller } from '../tokens/caller.ts'
import { listAddresses } from './addresses.ts'
import { lists, start } from './export-lists.ts'
import type { Export } from './export-schema.ts'
import { demandPerson } from './person.ts'

/**
 * Everything that is kept about the caller, as one JSON object. It is read in pages while it is sent, so it needs no memory for
 * what somebody did in years; what changes meanwhile may be in it or not.
 */
export async function exportMe(db: Database, caller: Caller): Promise<Streamed | Refusal> {
  const person = await demandPerson(db, caller)
  if (person instanceof Refusal) return person
  const addresses = await listAddresses(db, caller)
  if (addresses instanceof Refusal) return addresses
  const { exported, created_at, updated_at, ...profile } = await db.one(sql<
    Pick<Export['profile'], 'id' | 'name' | 'avatar_url' | 'locale' | 'time_zone' | 'operator'> & {
      created_at: Date
      updated_at: Date
      exported: Date
    }
  >`
    select id, name, avatar_url, locale, time_zone, exists (select from operators where user_id = users.id) as operator, created_at, updated_at,
      now() as exported
    from users where id = ${person.id}`)
  const head = {
    exported: exported.toISOString(),
    profile: { ...profile, created: created_at.toISOString(), updated: updated_at.toISOString() },
    addresses,
  } satisfies Partial<Export>
  return new Streamed(written(db, person.id, head), {
    'content-disposition': `attachment; filename="usher-${head.exported.slice(0, 10)}.json"`,
  })
}

async function* written(db: Database, userId: string, head: object): AsyncGenerator<string> {
  yield JSON.stringify(head).slice(0, -1)
  for (const [name, read] of Object.entries(lists)) {
    yield `,\n${JSON.stringify(name)}:[`
    let separator = ''
    for (let after: typeof start | undefined = start; after !== undefined;) {
      const { items, reached }: Awaited<ReturnType<typeof read>> = await read(db, userId, after)
      for (const item of items) {
        yield `${separator}\n${JSON.stringify(item)}`
        separator = ','
      }
      after = reached
    }
    yield ']'
  }
  yield '}\n'
}
