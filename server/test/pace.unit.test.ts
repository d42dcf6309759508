import { expect, test } from 'vitest'
import { Pace, type MailPace, type Passage } from '../src/mail/pace.ts'

const unlimited: MailPace = { connections: 5, per_second: undefined, per_second_per_domain: undefined }

/** A pace with a clock that stands still until it is moved. */
function pacing(limits: Partial<MailPace> = {}) {
  const clock = { now_ms: 0 }
  const pace = new Pace({ ...unlimited, ...limits }, () => clock.now_ms)
  const enter = (domain: string, { urgent = false, organization = 'acme' } = {}) =>
    pace.enter(domain, { urgent, organization })
  return { clock, pace, enter }
}

const ended = (passage: Passage) => passage[Symbol.dispose]()

/** For how many seconds a mail is put off; 0 where it is not. */
function putOff(passage: Passage): number {
  const turn = passage.ask()
  ended(passage)
  return typeof turn === 'object' && 'later_seconds' in turn ? turn.later_seconds : 0
}

test('it is plain at once that a mail does not leave soon; one that may leave has not begun by that', () => {
  const { enter } = pacing({ connections: 1, per_second_per_domain: 0.1 })
  const [first, second, other] = [enter('slow.example'), enter('slow.example'), enter('quick.example')]
  expect(first.ask()).toBe('now')
  ended(first)
  ended(first)
  expect([second.outlook(), second.outlook()]).toEqual([undefined, undefined])
  expect(second.ask()).toBe('now')
  ended(second)
  expect(enter('slow.example').outlook()).toBeGreaterThan(1)
  expect(other.ask()).toBe('now')
})

/** Sends as many mails as come in turn, each as soon as it may; those that are put off come back when they were told to. */
function run({ clock, enter }: ReturnType<typeof pacing>, domains: string[], { takes_ms }: { takes_ms: number }) {
  const due = domains.map((domain) => ({ domain, at_ms: 0 }))
  const hands: { domain: string; passage: Passage; until_ms?: number }[] = []
  const left: { domain: string; at_ms: number }[] = []
  let putOff = 0
  for (; due.length + hands.length > 0; clock.now_ms++) {
    for (const done of hands.filter(({ until_ms }) => until_ms !== undefined && until_ms <= clock.now_ms)) {
      ended(done.passage)
      hands.splice(hands.indexOf(done), 1)
    }
    while (hands.length < 10) {
      const next = due.findIndex(({ at_ms }) => at_ms <= clock.now_ms)
      if (next < 0) break
      const [{ domain } = { domain: '' }] = due.splice(next, 1)
      hands.push({ domain, passage: enter(domain) })
    }
    for (const each of hands.filter(({ until_ms }) => until_ms === undefined)) {
      const turn = each.passage.ask()
      if (turn === 'now') {
        each.until_ms = clock.now_ms + takes_ms
        left.push({ domain: each.domain, at_ms: clock.now_ms })
      } else if ('later_seconds' in turn) {
        ended(each.passage)
        hands.splice(hands.indexOf(each), 1)
        due.push({ domain: each.domain, at_ms: clock.now_ms + turn.later_seconds * 1_000 })
        putOff++
      }
    }
  }
  return { left, putOff, took_ms: clock.now_ms }
}

const many = (domain: string, count: number) => Array.from({ length: count }, () => domain)

/** The most that left within any second. */
const mostInASecond = (left: { at_ms: number }[]) =>
  Math.max(
    ...left.map(({ at_ms }) => left.filter((other) => other.at_ms >= at_ms && other.at_ms < at_ms + 1_000).length),
  )

test('without limits nothing waits but for a connection, of which one domain gets six in ten', () => {
  const { enter } = pacing()
  const four = many('a.example', 4).map((domain) => enter(domain))
  expect(four.map((each) => each.ask())).toEqual(['now', 'now', 'now', { wait_ms: expect.any(Number) }])
  const others = ['b.example', 'c.example', 'd.example'].map((domain) => enter(domain))
  expect(others.map((each) => each.ask())).toEqual(['now', 'now', { wait_ms: expect.any(Number) }])
  if (four[0] !== undefined) ended(four[0])
  expect(four[3]?.ask()).toBe('now')
})

test('one connection is enough for everybody, one after the other', () => {
  const { enter } = pacing({ connections: 1 })
  const [first, second] = [enter('a.example'), enter('b.example', { urgent: true })]
  expect([first.ask(), second.ask()]).toEqual(['now', 'now'])
  ended(first)
})

test('a backlog leaves at the rate of its domain, and hardly any mail is taken up more than twice (case 106)', () => {
  const paced = pacing({ per_second_per_domain: 20 })
  const { left, putOff, took_ms } = run(paced, many('a.example', 400), { takes_ms: 5 })
  expect(left).toHaveLength(400)
  expect(mostInASecond(left)).toBeLessThanOrEqual(21)
  expect(took_ms).toBeLessThan(23_000)
  expect(putOff).toBeLessThan(480)
})

test('all mails together leave at the rate for all (case 106)', () => {
  const paced = pacing({ per_second: 50 })
  const domains = Array.from({ length: 300 }, (_, index) => `${index % 30}.example`)
  const { left, took_ms } = run(paced, domains, { takes_ms: 5 })
  expect(mostInASecond(left)).toBeLessThanOrEqual(51)
  expect(took_ms).toBeLessThan(8_000)
})

test('a backlog of one domain at its rate does not delay mails to others (case 106)', () => {
  const paced = pacing({ per_second_per_domain: 20 })
  const others = Array.from({ length: 40 }, (_, index) => `${index}.example`)
  const { left } = run(paced, [...many('a.example', 100), ...others], { takes_ms: 5 })
  const last = Math.max(...left.filter(({ domain }) => domain !== 'a.example').map(({ at_ms }) => at_ms))
  expect(last).toBeLessThan(1_000)
})

test('a fast backlog to one domain is not slowed down by being put off', () => {
  const { left, putOff, took_ms } = run(pacing(), many('a.example', 1_000), { takes_ms: 5 })
  expect(left).toHaveLength(1_000)
  // Three at a time.
  expect(took_ms).toBeLessThan(2_200)
  expect(putOff).toBeLessThan(20)
})

test('a domain that does not answer is soon left alone with one connection, and its backlog comes back spread out (case 102)', () => {
  const { clock, enter } = pacing()
  const stuck = many('tar.example', 3).map((domain) => enter(domain))
  expect(stuck.map((each) => each.ask())).toEqual(['now', 'now', 'now'])
  clock.now_ms = 20_000
  const laters = many('tar.example', 1_000).map((domain) => putOff(enter(domain)))
  expect(Math.min(...laters)).toBeGreaterThan(15)
  // One by one, and after five minutes ten a second, since it may go faster by then.
  expect(laters.filter((seconds) => seconds <= 300).length).toBeLessThan(20)
  expect(Math.max(...laters)).toBeCloseTo(300 + 98, -1)
  expect(enter('b.example').ask()).toBe('now')

  for (const each of stuck) ended(each)
  const next = [enter('tar.example'), enter('tar.example')]
  expect(next.map((each) => each.ask())).toEqual(['now', { later_seconds: expect.any(Number) }])
})

test('mails of one organization do not wait for the backlog of another to the same domain (case 106)', () => {
  const { clock, enter } = pacing({ per_second_per_domain: 20 })
  const later = (organization: string) => putOff(enter('a.example', { organization }))
  const first = enter('a.example')
  first.ask()
  ended(first)
  for (let waiting = 0; waiting < 30; waiting++) enter('a.example')
  const backlog = Array.from({ length: 10_000 }, () => later('acme'))
  // Each comes back when its turn is, and not before: 20 a second.
  expect(Math.max(...backlog)).toBeCloseTo(1 + 10_000 / 20, 0)
  // Another organization's takes turns with those in hand, and those of it that are put off have turns as well.
  expect(enter('a.example', { organization: 'initech' }).ask()).toEqual({ wait_ms: expect.closeTo(50, -1) })
  expect([later('initech'), later('initech')]).toEqual([expect.closeTo(1.1), expect.closeTo(1.2)])
  clock.now_ms += 3_600_000
  expect(later('acme')).toBeLessThan(1.1)
})

test('several slow domains leave connections to the others', () => {
  const { clock, enter } = pacing()
  for (const domain of ['s.example', 't.example', 'u.example', 'v.example', 'w.example']) {
    const passage = enter(domain)
    expect(passage.ask()).toBe('now')
    clock.now_ms += 30_000
    ended(passage)
  }
  const slow = ['s.example', 't.example', 'u.example', 'v.example'].map((domain) => enter(domain).ask())
  expect(slow).toEqual(['now', 'now', 'now', { later_seconds: expect.any(Number) }])
  expect([enter('a.example').ask(), enter('b.example').ask()]).toEqual(['now', 'now'])
})

test('who finds all connections taken is not put off because a domain that does not answer has held some for long', () => {
  const { clock, enter } = pacing()
  for (const each of many('tar-pit.example', 3).map((domain) => enter(domain))) expect(each.ask()).toBe('now')
  clock.now_ms = 30_000
  const others = ['b.example', 'c.example'].map((domain) => enter(domain))
  expect(others.map((each) => each.ask())).toEqual(['now', 'now'])
  clock.now_ms += 20
  const waiting = enter('d.example')
  expect(waiting.ask()).toEqual({ wait_ms: 20 })
  if (others[0] !== undefined) ended(others[0])
  expect(waiting.ask()).toBe('now')
})

test('where nobody gets through, those that wait are put off', () => {
  const { clock, enter } = pacing()
  const hanging = ['a', 'b', 'c', 'd', 'e'].map((name) => enter(`${name}.example`))
  expect(hanging.map((each) => each.ask())).toEqual(many('now', 5))
  clock.now_ms = 1_001
  expect(putOff(enter('f.example'))).toBeGreaterThan(1)
})

test('codes wait for no rate and no backlog, and count', () => {
  const { enter } = pacing({ per_second: 1, per_second_per_domain: 1 })
  expect(enter('a.example').ask()).toBe('now')
  expect(enter('a.example', { urgent: true }).ask()).toBe('now')
  expect(enter('b.example', { urgent: true }).ask()).toBe('now')
  expect(enter('c.example').ask()).toEqual({ later_seconds: expect.any(Number) })
})

test('codes to a domain that does not answer leave a connection to the others', () => {
  const { clock, enter } = pacing()
  const codes = many('tar.example', 6).map((domain) => enter(domain, { urgent: true }))
  expect(codes.slice(0, 4).map((each) => each.ask())).toEqual(['now', 'now', 'now', 'now'])
  clock.now_ms = 5_000
  expect(codes[4]?.ask()).toEqual({ later_seconds: expect.any(Number) })
  expect(enter('a.example').ask()).toBe('now')
})

test('who waits in hand goes on as soon as another is through', async () => {
  const { pace } = { pace: new Pace({ ...unlimited, connections: 1 }) }
  using first = pace.enter('a.example')
  expect(await first.turn()).toBeUndefined()
  using second = pace.enter('a.example')
  const turn = second.turn()
  ended(first)
  expect(await turn).toBeUndefined()
})

test('does not remember domains for ever that nothing goes to any more', () => {
  const { clock, enter } = pacing()
  const send = (domain: string, takes_ms: number) => {
    const passage = enter(domain)
    passage.ask()
    clock.now_ms += takes_ms
    ended(passage)
  }
  send('tar.example', 60_000)
  for (let index = 0; index < 1_000; index++) send(`${index}.example`, 1)
  // A domain that is known to be slow would get one place.
  expect(many('tar.example', 2).map((domain) => enter(domain).ask())).toEqual(['now', 'now'])
})
