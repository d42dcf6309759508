import type { Invitation, Member } from '@usher/client'

export const tabs = ['all', 'members', 'pending'] as const
export type Tab = (typeof tabs)[number]

/** Somebody on the page: who is a member, or whom a place is kept for. `key` is unique on the page. */
export type Row =
  | { kind: 'member'; key: string; member: Member }
  | { kind: 'invitation'; key: string; invitation: Invitation }

/** What a tab shows, in the order in which the service lists it; whom one waits for comes before who is there. */
export function rowsOf(tab: Tab, members: readonly Member[], invitations: readonly Invitation[]): Row[] {
  const there = members.map((member): Row => ({ kind: 'member', key: member.id, member }))
  const awaited = invitations.map((invitation): Row => ({ kind: 'invitation', key: invitation.id, invitation }))
  return { all: [...awaited, ...there], members: there, pending: awaited }[tab]
}

/** What to call somebody; undefined where neither name nor address may be seen. */
export function nameOf(row: Row): string | undefined {
  if (row.kind === 'invitation') return row.invitation.email
  return row.member.name ?? row.member.email ?? undefined
}

/** The names of the roles that somebody has or is going to have. */
export function roleNamesOf(row: Row, roleNames: ReadonlyMap<string, string>): string[] {
  if (row.kind === 'member') return row.member.roles.map(({ name }) => name)
  return row.invitation.role_ids.map((id) => roleNames.get(id) ?? '').filter((name) => name !== '')
}

/** Those in whom every word of the query is found: in name, address or roles, whatever the case and the accents. */
export function matching(rows: readonly Row[], query: string, roleNames: ReadonlyMap<string, string>): readonly Row[] {
  const words = folded(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const email = row.kind === 'member' ? row.member.email : row.invitation.email
    const text = folded([nameOf(row), email, ...roleNamesOf(row, roleNames)].join(' '))
    return words.every((word) => text.includes(word))
  })
}

function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** The service's status as of now: a page that stays open sees invitations expire. */
export function statusNow({ status, expiration_date }: Invitation, now: Date): Invitation['status'] {
  return status === 'pending' && new Date(expiration_date) <= now ? 'expired' : status
}
