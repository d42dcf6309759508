import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Domains, type Entry } from '../src/mail/domains.ts'

const { signal } = new AbortController()

describe('the conversations with the mail servers of a domain', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
  afterEach(() => void vi.useRealTimers())

  test('begin at once up to a number, and each further one when another has ended', async () => {
    const domains = new Domains(2)
    const first = await begun(domains, 'a.example')
    await begun(domains, 'a.example')
    await begun(domains, 'b.example')
    let third: Entry | undefined
    const waiting = domains.enter('a.example', signal).then((entry) => (third = entry))
    await new Promise(setImmediate)
    expect(third).toBeUndefined()
    first.leave()
    await waiting
    expect(third).toHaveProperty('leave')
  })

  test('are put off for seconds where those under way last, and for a minute where they last too long', async () => {
    const domains = new Domains(2)
    const slow = [await begun(domains, 'a.example'), await begun(domains, 'a.example')]
    vi.advanceTimersByTime(2_000)
    expect(await delayOf(domains)).toBeLessThanOrEqual(10)
    vi.advanceTimersByTime(10_000)
    expect(await delayOf(domains)).toBeGreaterThanOrEqual(60)
    // It gets one at a time from then on, until one was quick.
    for (const each of slow) each.leave()
    const probe = await begun(domains, 'a.example')
    expect(await delayOf(domains)).toBeGreaterThanOrEqual(60)
    probe.leave()
    await begun(domains, 'a.example')
    await begun(domains, 'a.example')
    // Others never noticed.
    await begun(domains, 'b.example')
  })
})

async function begun(domains: Domains, domain: string) {
  const entry = await domains.enter(domain, signal)
  if (!('leave' in entry)) throw new Error('it was put off')
  return entry
}

async function delayOf(domains: Domains) {
  const entry = await domains.enter('a.example', signal)
  return 'leave' in entry ? undefined : entry.delay_seconds
}
