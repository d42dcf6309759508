import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { storeKind } from '../../server/test/support/store.ts'
import { type Comparison, prepareComparison } from '../src/comparison.ts'
import { startIssuer } from '../src/issuer.ts'
import { rehearse, type Rehearsed } from '../src/rehearse.ts'
import { onPglite, onPostgres } from '../src/stores.ts'

const sizes = { organizations: 200, users: 1_300, members: 2_000, invitations: 8_000 }

// A comparison is honest only if everybody gives the same answer.
describe('the floors of the bench', () => {
  const stack = new AsyncDisposableStack()
  let comparison: Comparison

  beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'usher-bench-'))
    stack.defer(() => rmSync(folder, { recursive: true, force: true }))
    const issuer = stack.use(await startIssuer())
    const bed = stack.use(storeKind === 'pglite' ? onPglite(folder) : await onPostgres(inject('postgresUrl')))
    comparison = stack.use(await prepareComparison(bed, sizes, issuer, folder))
  }, 300_000)
  afterAll(() => stack.disposeAsync())

  test('with the same statements answer byte for byte as the server does', () => {
    const compared = comparison.rehearsed.filter(({ answers }) => answers.has('floor'))
    expect(namesOf(compared)).toEqual(['list of 3', 'list of 50', 'get', 'accept', 'decline', 'invite', 'membership'])
    for (const { operation, answers } of compared) {
      const told = (answer = answers.get('usher')) => ({
        operation,
        status: answer?.status,
        type: answer?.type,
        body: writes.has(operation) ? answer?.body.replaceAll(anew, '(anew)') : answer?.body,
      })
      expect(told(answers.get('floor'))).toEqual(told())
    }
  })

  test('of the list of 3 and of 50 answer with so many', () => {
    const listed = (name: string) => {
      const body = comparison.rehearsed.find(({ operation }) => operation === name)?.answers.get('usher')?.body ?? '[]'
      return (JSON.parse(body) as unknown[]).length
    }
    expect([listed('list of 3'), listed('list of 50')]).toEqual([3, 50])
  })

  test('without a database repeat what the server answered', async () => {
    const lanes = comparison.lanes.filter(({ contestant }) => ['fastify', 'node:http'].includes(contestant.name))
    const repeated = await rehearse(lanes)
    expect(namesOf(repeated)).toEqual(namesOf(comparison.rehearsed))
    for (const { operation, answers } of repeated) {
      const original = comparison.rehearsed.find((each) => each.operation === operation)?.answers.get('usher')
      for (const [floor, { status, type, body }] of answers) {
        const told = { status: original?.status, type: original?.type, body: original?.body }
        expect({ floor, operation, status, type, body }).toEqual({ floor, operation, ...told })
      }
    }
  })
})

const namesOf = (rehearsed: readonly Rehearsed[]) => rehearsed.map(({ operation }) => operation)

const writes = new Set(['accept', 'decline', 'invite'])

// Every write needs rows of its own, so these are in no two answers alike: ids, times, and who invites whom.
const anew = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z|newcomer-\d+|Person \d+/g
