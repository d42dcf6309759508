import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../src/database/database.ts'
import { violatedConstraint } from '../src/database/faults.ts'
import { nestedIn } from '../src/database/nested.ts'
import { sql } from '../src/database/sql.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => {
  usher = await startUsher()
  await usher.db.run(sql`create table things (name text constraint things_once primary key)`)
})
afterAll(() => usher[Symbol.asyncDispose]())

const add = (name: string) => sql`insert into things (name) values (${name})`
const names = async (db: Pick<Database, 'many'> = usher.db) =>
  (await db.many(sql<{ name: string }>`select name from things order by name`)).map(({ name }) => name)

test('a statement that fails within a transaction is undone alone', async () => {
  await usher.db.transaction(async (tx) => {
    const nested = nestedIn(tx, usher.db)
    await nested.run(add('one'))
    const failed = await nested.run(add('one')).catch(violatedConstraint)
    expect(failed).toBe('things_once')
    await nested.run(add('two'))
    expect(await nested.maybe(sql`select name from things where name = 'three'`)).toBeUndefined()
  })
  expect(await names()).toEqual(['one', 'two'])
})

test('a transaction that fails within another is undone alone', async () => {
  const failed = usher.db.transaction(async (tx) => {
    const nested = nestedIn(tx, usher.db)
    const inner = nested.transaction(async (own) => {
      await own.run(add('three'))
      expect(await names(own)).toContain('three')
      await own.run(add('one'))
    })
    await expect(inner).rejects.toThrow('things_once')
    expect(await names(nested)).toEqual(['one', 'two'])
    await nested.transaction((own) => own.run(add('four')))
    expect(await names(nested)).toEqual(['four', 'one', 'two'])
    throw new Error('and so is the one around it')
  })
  await expect(failed).rejects.toThrow('and so is')
  expect(await names()).toEqual(['one', 'two'])
})

test('what is asked at once within a transaction takes turns', async () => {
  await usher.db.transaction(async (tx) => {
    const nested = nestedIn(tx, usher.db)
    const outcomes = await Promise.allSettled([
      nested.run(add('five')),
      nested.transaction(async (own) => {
        await own.run(add('six'))
        await own.run(add('five'))
      }),
      nested.run(add('six')),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
  expect(await names()).toEqual(['five', 'one', 'six', 'two'])
})
