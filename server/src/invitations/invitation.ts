import type { Code } from '../http/problems.ts'

export type Status = 'pending' | 'accepted' | 'declined' | 'revoked' | 'expired'
export type Verb = 'accept' | 'decline' | 'revoke' | 'resend' | 'edit'

/**
 * What a verb does to an invitation: it leads to another status, it changes nothing and answers as it did before, or
 * it is refused. Whoever gave the answer that stands (`own`) may hear something else than the others.
 */
export type Rule =
  | { readonly to: Status }
  | { readonly same: true }
  | { readonly refuse: Code; readonly own?: { readonly same: true } | { readonly refuse: Code } }

/**
 * The state table. Checks, documentation, buttons and their disabled reasons are all read from here. What has expired can
 * be made pending again only while no newer invitation to the same address is, and by an edit only with a new end.
 */
export const rules = {
  pending: {
    accept: { to: 'accepted' },
    decline: { to: 'declined' },
    revoke: { to: 'revoked' },
    resend: { to: 'pending' },
    edit: { to: 'pending' },
  },
  expired: {
    accept: { refuse: 'expired' },
    decline: { to: 'declined' },
    revoke: { to: 'revoked' },
    resend: { to: 'pending' },
    edit: { to: 'pending' },
  },
  accepted: {
    accept: { refuse: 'already_answered', own: { same: true } },
    decline: { refuse: 'already_answered', own: { refuse: 'already_accepted' } },
    revoke: { refuse: 'not_pending' },
    resend: { refuse: 'not_pending' },
    edit: { refuse: 'not_pending' },
  },
  declined: {
    accept: { refuse: 'already_answered', own: { refuse: 'already_declined' } },
    decline: { refuse: 'already_answered', own: { same: true } },
    revoke: { refuse: 'not_pending' },
    resend: { refuse: 'not_pending' },
    edit: { refuse: 'not_pending' },
  },
  revoked: {
    accept: { refuse: 'revoked' },
    decline: { refuse: 'revoked' },
    revoke: { same: true },
    resend: { refuse: 'not_pending' },
    edit: { refuse: 'not_pending' },
  },
} as const satisfies Record<Status, Record<Verb, Rule>>

/** What the table lets a verb refuse, to whomever. */
export function refusalsOf(verb: Verb): Code[] {
  const codes = Object.values(rules).flatMap((row) => {
    const rule: Rule = row[verb]
    if (!('refuse' in rule)) return []
    return rule.own !== undefined && 'refuse' in rule.own ? [rule.refuse, rule.own.refuse] : [rule.refuse]
  })
  return [...new Set(codes)]
}

/** What a caller hears who asks for an invitation of theirs that is not pending: 410 with its state. */
export const gone = {
  accepted: 'already_answered',
  declined: 'already_answered',
  revoked: 'revoked',
  expired: 'expired',
} as const satisfies Record<Exclude<Status, 'pending'>, Code>

/** What a refusal tells who holds the address or the link of an invitation: whom they could ask about it. */
export function whomToAsk({
  organization_name,
  inviting_user_name,
}: {
  organization_name: string | null
  inviting_user_name: string | null
}) {
  return { organization_name, inviting_user_name }
}

/** The twin of `status_now` in the database: the status that counts at `now`. Exactly at its end it is expired. */
export function statusNow(stored: Status, expiresAt: Date, now: Date): Status {
  return stored === 'pending' && expiresAt <= now ? 'expired' : stored
}

/** All that an invitation which is no longer pending can answer its invitee. */
export const goneCodes = [
  'expired',
  'revoked',
  'already_answered',
  'organization_gone',
] as const satisfies readonly Code[]
