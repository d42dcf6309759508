import { expect, test } from 'vitest'
import { Outage } from '../src/mail/outage.ts'

function outage() {
  const clock = { now_ms: 0 }
  return { clock, outage: new Outage(() => clock.now_ms) }
}

const all = Number.POSITIVE_INFINITY

test('single failures stop nothing', () => {
  const { outage: server } = outage()
  for (let time = 0; time < 3; time++) {
    for (let failure = 0; failure < 4; failure++) server.failed()
    expect(server.room()).toBe(all)
    server.answered()
  }
})

test('while the mail server is away one mail is tried, less and less often but every ten seconds, until one arrives (case 170)', () => {
  const { clock, outage: server } = outage()
  for (let failure = 0; failure < 30; failure++) server.failed()
  const tried_ms: number[] = []
  for (; clock.now_ms < 60_000; clock.now_ms += 100) {
    const room = server.room()
    if (room === 0) continue
    expect(room).toBe(1)
    tried_ms.push(clock.now_ms)
    server.failed()
  }
  expect(tried_ms).toEqual([1_000, 3_000, 7_000, 15_000, 25_000, 35_000, 45_000, 55_000])
  server.answered()
  expect(server.room()).toBe(all)
})
