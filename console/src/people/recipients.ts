import type { UsherError } from '@usher/client'
import { readAddresses } from './addresses.ts'
import type { AddressProblem, ReadAddress } from './addresses.ts'

/** As many as are sent from one dialog; whoever has more imports them. */
export const mostRecipients = 500

/** What became of sending to somebody. What somebody is already is worth a notice and no failure. */
export type Outcome =
  | { state: 'waiting' | 'sending' | 'invited' | 'already_member' | 'already_invited' }
  | { state: 'failed'; error: UsherError }

export interface Recipient extends ReadAddress {
  id: number
  outcome: Outcome
}

export type Flaw = AddressProblem | 'duplicate' | 'own_address'

/** What stands in the field for addresses: those that were read, and the text that is not read yet. */
export interface Draft {
  recipients: readonly Recipient[]
  text: string
  /** The one whose text is being changed, and its place in the list. */
  editing: { at: number; recipient: Recipient } | undefined
  /** How many more were pasted than can be sent at once. */
  left_out: number
  next_id: number
}

export const emptyDraft: Draft = { recipients: [], text: '', editing: undefined, left_out: 0, next_id: 1 }

export type Change =
  | { type: 'typed'; text: string }
  /** What stands in the field becomes recipients, with what is pasted behind it. */
  | { type: 'entered'; pasted?: string }
  | { type: 'removed'; ids: readonly number[] }
  | { type: 'edit_began'; id: number }
  | { type: 'edit_abandoned' }
  | { type: 'settled'; id: number; outcome: Outcome }
  /** Those who need no invitation any more are let go. */
  | { type: 'tidied' }
  | { type: 'emptied' }

export function changed(draft: Draft, change: Change): Draft {
  switch (change.type) {
    case 'typed':
      return isComplete(change.text) ? entered({ ...draft, text: change.text }) : { ...draft, text: change.text }
    case 'entered':
      return entered({ ...draft, text: draft.text + (change.pasted ?? '') })
    case 'removed':
      return { ...draft, left_out: 0, recipients: draft.recipients.filter(({ id }) => !change.ids.includes(id)) }
    case 'edit_began':
      return beganEdit(entered(draft), change.id)
    case 'edit_abandoned': {
      if (draft.editing === undefined) return { ...draft, text: '' }
      const { at, recipient } = draft.editing
      return { ...draft, text: '', editing: undefined, recipients: draft.recipients.toSpliced(at, 0, recipient) }
    }
    case 'settled': {
      const { id, outcome } = change
      return { ...draft, recipients: draft.recipients.map((each) => (each.id === id ? { ...each, outcome } : each)) }
    }
    case 'tidied':
      return { ...draft, recipients: unsettled(draft.recipients) }
    case 'emptied':
      return { ...emptyDraft, next_id: draft.next_id }
  }
}

/** Whether what was typed goes no further: a separator after an address, or a space after a whole one. */
function isComplete(text: string): boolean {
  if (/@.*[,;，；、،؛\n\t]\s*$/su.test(text)) return true
  return /\s$/.test(text) && text.includes('@') && readAddresses(text).every(({ problem }) => problem === undefined)
}

function entered(draft: Draft): Draft {
  const found = readAddresses(draft.text)
  const at = draft.editing?.at ?? draft.recipients.length
  const taken = found.slice(0, Math.max(mostRecipients - draft.recipients.length, 0))
  const fresh = taken.map((each, index): Recipient => ({
    ...each,
    id: draft.next_id + index,
    outcome: { state: 'waiting' },
  }))
  return {
    recipients: draft.recipients.toSpliced(at, 0, ...fresh),
    text: '',
    editing: undefined,
    left_out: found.length > 0 ? found.length - taken.length : draft.left_out,
    next_id: draft.next_id + fresh.length,
  }
}

function beganEdit(draft: Draft, id: number): Draft {
  const at = draft.recipients.findIndex((each) => each.id === id)
  const recipient = draft.recipients[at]
  if (recipient === undefined) return draft
  return { ...draft, text: recipient.email, editing: { at, recipient }, recipients: draft.recipients.toSpliced(at, 1) }
}

/** What is wrong with each, by its id. Of two that are the same, the second one is the duplicate. */
export function flawsOf(recipients: readonly Recipient[], ownAddress: string | undefined): ReadonlyMap<number, Flaw> {
  const own = readAddresses(ownAddress ?? '')[0]?.canonical
  const seen = new Set<string>()
  const flaws = new Map<number, Flaw>()
  for (const { id, canonical, problem } of recipients) {
    if (canonical === undefined) flaws.set(id, problem ?? 'not_an_address')
    else if (canonical === own) flaws.set(id, 'own_address')
    else if (seen.has(canonical)) flaws.set(id, 'duplicate')
    else seen.add(canonical)
  }
  return flaws
}

/** Those who are still to be sent to: nothing is wrong with them, and no try has got through. */
export function toSend(recipients: readonly Recipient[], flaws: ReadonlyMap<number, Flaw>): Recipient[] {
  return recipients.filter(({ id, outcome }) => !flaws.has(id) && !isSettled(outcome))
}

/** Those for whom something is left to do; whoever is there twice goes as a whole. */
function unsettled(recipients: readonly Recipient[]): Recipient[] {
  const settled = new Set(recipients.flatMap(({ canonical, outcome }) => (isSettled(outcome) ? [canonical] : [])))
  return recipients.filter(({ canonical }) => canonical === undefined || !settled.has(canonical))
}

/** Whether nothing is left to do for somebody. */
function isSettled({ state }: Outcome): boolean {
  return state === 'invited' || state === 'already_member' || state === 'already_invited'
}
