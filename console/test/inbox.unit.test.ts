import { expect, test } from 'vitest'
import { withAnswered } from '../src/inbox/with-answered.ts'

const invitation = (id: string, expiration_date: string) => ({
  id,
  organization_name: id,
  organization_logo_url: null,
  organization_member_count: 1,
  inviting_user_name: null,
  inviting_user_avatar_url: null,
  expiration_date,
})

const soon = invitation('soon', '2026-05-01T12:00:00.000Z')
const later = invitation('later', '2026-05-02T12:00:00.000Z')
const last = invitation('last', '2026-05-03T12:00:00.000Z')

test('an invitation that was just answered stays in its place after the list has come without it', () => {
  const answered = [{ invitation: later, answer: { accepted: false } as const }]
  const shown = withAnswered([soon, last], answered)
  expect(shown.map(({ invitation }) => invitation.id)).toEqual(['soon', 'later', 'last'])
  expect(shown.map(({ answer }) => answer?.accepted)).toEqual([undefined, false, undefined])
})

test('an answer counts although a list that was asked for earlier still has the invitation (case 143)', () => {
  const answer = { accepted: true, organization_id: 'o1' } as const
  expect(withAnswered([soon, later], [{ invitation: soon, answer }])).toEqual([
    { invitation: soon, answer },
    { invitation: later, answer: undefined },
  ])
})
