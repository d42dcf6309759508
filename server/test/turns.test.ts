import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type EndTurn, Turns } from '../src/http/turns.ts'
import { type Actor, cast, type Company } from './support/cast.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

const most = 2
// In line are four times as many.
const in_line = 4 * most

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({ USHER_LISTS_AT_ONCE: String(most) })))
afterAll(() => usher[Symbol.asyncDispose]())

let ada: Actor
let noisy: Company
let quiet: Company
beforeEach(async () => {
  ;({ ada } = await cast(usher, 'ada'))
  noisy = await ada.founds()
  quiet = await ada.founds()
})

/** Has all turns taken, and so many in line behind them. */
async function busy(key: string, waiting: number): Promise<{ end: () => Promise<void> }> {
  const { turns } = usher.running
  const taken = [await turns.take(key), await turns.take(key)]
  const line = Array.from({ length: waiting }, () => turns.take(key))
  return {
    async end() {
      for (const end of taken) end?.()
      for (const each of line) (await each)?.()
    },
  }
}

const lists = ['invitations', 'members']

describe('while an organization reads as many lists as it may', () => {
  test.each(lists)('one more of %s waits for its turn, and gets it (case 153)', async (list) => {
    const others = await busy(noisy.id, 0)
    let answered = false
    const waits = ada.get(`/organizations/${noisy.id}/${list}`).finally(() => (answered = true))
    await expect.poll(() => usher.running.turns.size).toBe(most + 1)
    expect(answered).toBe(false)
    await others.end()
    expect((await waits).status).toBe(200)
    expect(usher.running.turns.size).toBe(0)
  })

  test.each(lists)('and the line is full, %s are refused, and those of others are served (case 153)', async (list) => {
    const others = await busy(noisy.id, in_line)
    try {
      for (const id of [noisy.id, noisy.id.toUpperCase()]) {
        const refused = await unchanged(usher, () => ada.get(`/organizations/${id}/${list}`))
        expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited'])
        expect(refused.headers.get('retry-after')).toBe('1')
        expect(refused.headers.get('ratelimit')).toBe('"lists-at-once";r=0;t=1')
        expect(refused.headers.get('ratelimit-policy')).toBe('"lists-at-once";q=2;qu="concurrent-requests"')
      }
      expect((await ada.get(`/organizations/${quiet.id}/${list}`)).status).toBe(200)
      // What is no long list goes on for the noisy one as well.
      expect((await ada.get(`/organizations/${noisy.id}`)).status).toBe(200)
      expect((await ada.tryToInvite(noisy, 'linus@example.com')).status).toBe(201)
    } finally {
      await others.end()
    }
    expect((await ada.get(`/organizations/${noisy.id}/${list}`)).status).toBe(200)
  })

  test('exports are counted by who asks for them, until they were sent (case 153)', async () => {
    const { grace } = await cast(usher, 'grace')
    const others = await busy(`${usher.issuer.issuer}\0${ada.subject}`, in_line)
    expect((await ada.get('/users/me/export')).status).toBe(429)
    expect((await grace.get('/users/me/export')).status).toBe(200)
    await others.end()
    expect((await ada.get('/users/me/export')).status).toBe(200)
    await expect.poll(() => usher.running.turns.size).toBe(0)
  })

  test('a turn ends however its request ends (case 153)', async () => {
    const { eve } = await cast(usher, 'eve')
    const answers = await Promise.all([
      eve.get(`/organizations/${noisy.id}/members`),
      eve.get(`/organizations/${noisy.id}/invitations`),
      ada.get(`/organizations/${noisy.id}/members?cursor=none`),
      ada.get(`/organizations/${noisy.id}/members?limit=0`),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 422, 422])
    expect(usher.running.turns.size).toBe(0)
  })
})

test('whatever one organization asks for at once, another is served (case 153)', async () => {
  const storm = Array.from({ length: 200 }, () => ada.get(`/organizations/${noisy.id}/members`))
  const others = []
  for (let each = 0; each < 20; each++) others.push((await ada.get(`/organizations/${quiet.id}/members`)).status)
  expect(new Set(others)).toEqual(new Set([200]))
  const answers = await Promise.all(storm)
  // How many of them come at the same time is up to the machine.
  for (const { status } of answers) expect([200, 429]).toContain(status)
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(most)
  expect(usher.running.turns.size).toBe(0)
})

describe('turns', () => {
  test('go to those who wait in the order in which they came', async () => {
    const turns = new Turns(1)
    const first = await turns.take('acme')
    const got: string[] = []
    const waits = (name: string) =>
      turns.take('acme').then((end) => {
        got.push(name)
        return end
      })
    const [second, third] = [waits('second'), waits('third')]
    first?.()
    ;(await second)?.()
    ;(await third)?.()
    expect(got).toEqual(['second', 'third'])
    expect(turns.size).toBe(0)
  })

  test('are waited for no longer than said, and are not lost by who gave up', async () => {
    const turns = new Turns(1, { longest_wait_ms: 10 })
    const first = await turns.take('acme')
    expect(await turns.take('acme')).toBeUndefined()
    first?.()
    const second = await turns.take('acme')
    expect(second).toBeDefined()
    // Ended twice, it ends once.
    first?.()
    expect(turns.size).toBe(1)
    second?.()
    expect(turns.size).toBe(0)
  })

  test('are no more than said, however many ask', async () => {
    const turns = new Turns(3)
    let now = 0
    let highest = 0
    const work = async (end: EndTurn | undefined) => {
      now += 1
      highest = Math.max(highest, now)
      await Promise.resolve()
      now -= 1
      end?.()
    }
    await Promise.all(Array.from({ length: 15 }, async () => work(await turns.take('acme'))))
    expect(highest).toBe(3)
  })
})
