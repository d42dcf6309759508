import { UsherError } from '@usher/client'
import { expect, test } from 'vitest'
import { changed, emptyDraft, flawsOf, mostRecipients, toSend } from '../src/people/recipients.ts'
import type { Change, Draft, Recipient } from '../src/people/recipients.ts'
import { sendAll } from '../src/people/send.ts'

function after(...changes: Change[]): Draft {
  return changes.reduce(changed, emptyDraft)
}

const paste = (pasted: string): Change => ({ type: 'entered', pasted })
const type = (text: string): Change => ({ type: 'typed', text })
const emails = ({ recipients }: Draft) => recipients.map(({ email }) => email)
const idOf = (draft: Draft, email: string) => draft.recipients.find((each) => each.email === email)?.id ?? 0

test('an address that was typed is taken at a comma, or at a space once it is whole', () => {
  expect(emails(after(type('ada@example.com,')))).toEqual(['ada@example.com'])
  expect(emails(after(type('ada@example.com ')))).toEqual(['ada@example.com'])
  expect(emails(after(type('ada@ ')))).toEqual([])
  expect(emails(after(type('Hopper, Grace ')))).toEqual([])
  expect(emails(after(type('Grace Hopper <grace@example.com> ')))).toEqual(['grace@example.com'])
})

test('what is pasted goes behind what was typed', () => {
  const draft = after(type('ada@exam'), paste('ple.com, grace@example.com'))
  expect(emails(draft)).toEqual(['ada@example.com', 'grace@example.com'])
  expect(draft.text).toBe('')
})

test('an address is changed in its place, or stays as it was', () => {
  const draft = after(paste('ada@example.com grace@ linus@example.com'))
  const editing = changed(draft, { type: 'edit_began', id: idOf(draft, 'grace@') })
  expect(editing.text).toBe('grace@')
  expect(emails(editing)).toEqual(['ada@example.com', 'linus@example.com'])

  const mended = [type('grace@example.com'), { type: 'entered' } as const].reduce(changed, editing)
  expect(emails(mended)).toEqual(['ada@example.com', 'grace@example.com', 'linus@example.com'])
  expect(changed(editing, { type: 'edit_abandoned' }).recipients).toEqual(draft.recipients)
})

test('to begin with another one ends the change of the first', () => {
  const draft = after(paste('a@example.com b@example.com'))
  const first = changed(draft, { type: 'edit_began', id: idOf(draft, 'a@example.com') })
  const second = changed(first, { type: 'edit_began', id: idOf(draft, 'b@example.com') })
  expect(emails(second)).toEqual(['a@example.com'])
  expect(second.text).toBe('b@example.com')
})

test('of two that are the same the second is the duplicate, until the first is gone', () => {
  const draft = after(paste('Ada@Example.com, x, ada@example.com, me@example.com'))
  const flaws = flawsOf(draft.recipients, 'ME@example.com')
  expect(draft.recipients.map(({ id }) => flaws.get(id))).toEqual([
    undefined,
    'not_an_address',
    'duplicate',
    'own_address',
  ])
  const without = changed(draft, { type: 'removed', ids: [idOf(draft, 'Ada@Example.com')] })
  expect(flawsOf(without.recipients, undefined).get(idOf(draft, 'ada@example.com'))).toBeUndefined()
})

test('more than can be sent at once are left out and counted', () => {
  const many = Array.from({ length: mostRecipients + 7 }, (_, index) => `p${index}@example.com`).join('\n')
  const draft = after(paste(many))
  expect(draft.recipients).toHaveLength(mostRecipients)
  expect(draft.left_out).toBe(7)
})

/** Sends a list, and answers what became of each and what was asked for. */
async function sent(text: string, answer: (email: string) => string | undefined, stopAfter = Infinity) {
  let draft = after(paste(text))
  const asked: string[] = []
  const abort = new AbortController()
  let running = 0
  let mostAtOnce = 0
  const send = () =>
    sendAll({
      recipients: toSend(draft.recipients, flawsOf(draft.recipients, undefined)),
      async invite(email) {
        asked.push(email)
        if (asked.length >= stopAfter) abort.abort()
        mostAtOnce = Math.max(mostAtOnce, ++running)
        await Promise.resolve()
        running--
        const code = answer(email)
        if (code !== undefined) throw errorOf(code)
      },
      onOutcome: (id, outcome) => (draft = changed(draft, { type: 'settled', id, outcome })),
      signal: abort.signal,
    })
  const obstacle = await send()
  return { states: draft.recipients.map(stateOf), asked, mostAtOnce, obstacle, again: send, draft: () => draft }
}

function errorOf(code: string): UsherError {
  if (code !== 'validation_failed') return new UsherError(code as UsherError['code'], code)
  const errors = [{ in: 'body' as const, pointer: '/email', detail: 'is wrong' }]
  return new UsherError(code, code, { problem: { errors } })
}

const stateOf = ({ outcome }: Recipient) => outcome.state

test('each is sent once, a few at a time; what somebody is already is no failure', async () => {
  const list = 'ada@x.com, ADA@x.com, wrong, member@x.com, invited@x.com, odd@x.com, a@x.com, b@x.com, c@x.com'
  const codes: Record<string, string> = {
    'member@x.com': 'already_member',
    'invited@x.com': 'already_invited',
    'odd@x.com': 'validation_failed',
  }
  const { states, asked, mostAtOnce, obstacle } = await sent(list, (email) => codes[email])
  expect(asked).toHaveLength(new Set(asked).size)
  expect(mostAtOnce).toBe(4)
  expect(obstacle).toBeUndefined()
  expect(states.slice(0, 6)).toEqual(['invited', 'waiting', 'waiting', 'already_member', 'already_invited', 'failed'])
  expect(states.slice(6)).toEqual(['invited', 'invited', 'invited'])
})

test('what would be the same for all ends it; trying again asks for the rest and for none that was invited', async () => {
  const list = Array.from({ length: 12 }, (_, index) => `p${index}@x.com`).join(' ')
  let refused = true
  const { asked, obstacle, states, again, draft } = await sent(list, (email) =>
    email === 'p2@x.com' && refused ? 'rate_limited' : undefined,
  )
  expect(obstacle?.code).toBe('rate_limited')
  expect(states.filter((state) => state === 'failed')).toHaveLength(1)
  expect(states.filter((state) => state === 'waiting').length).toBeGreaterThan(0)

  refused = false
  expect(await again()).toBeUndefined()
  expect(draft().recipients.map(stateOf)).toEqual(Array.from({ length: 12 }, () => 'invited'))
  expect(asked.filter((email) => email !== 'p2@x.com')).toHaveLength(11)
})

test('whoever was invited is gone from the list with all spellings of the address', async () => {
  const { draft } = await sent('ada@x.com, wrong, ADA@x.com, odd@x.com', (email) =>
    email === 'odd@x.com' ? 'validation_failed' : undefined,
  )
  expect(emails(changed(draft(), { type: 'tidied' }))).toEqual(['wrong', 'odd@x.com'])
})

test('stopping leaves those who were not asked for; those who need nothing any more go from the list', async () => {
  const list = Array.from({ length: 9 }, (_, index) => `p${index}@x.com`).join(' ')
  const { states, draft } = await sent(list, () => undefined, 3)
  expect(states).not.toContain('sending')
  const waiting = states.filter((state) => state === 'waiting').length
  expect(waiting).toBeGreaterThan(0)
  expect(changed(draft(), { type: 'tidied' }).recipients).toHaveLength(waiting)
})
