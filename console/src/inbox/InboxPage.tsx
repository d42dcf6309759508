import { Card, Skeleton, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import type { PendingInvitation } from '@usher/client'
import { useState } from 'react'
import type { Answer } from '../invitations/answer.ts'
import { useTitle } from '../layout/title.ts'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { EmptyInbox } from './EmptyInbox.tsx'
import { useInbox } from './inbox.ts'
import { InvitationCard } from './InvitationCard.tsx'
import { withAnswered } from './with-answered.ts'
import type { AnsweredInvitation } from './with-answered.ts'

/** All invitations that wait, soonest to end first; those just answered, or found to be over, stay in their place until the page is left. */
export function InboxPage() {
  const { t } = useMessages()
  useTitle(t('inbox.title'))
  const inbox = useInbox()
  const [answered, setAnswered] = useState<readonly AnsweredInvitation[]>([])
  const keep = (invitation: PendingInvitation, answer?: Answer) =>
    setAnswered((others) => [...others, { invitation, answer }])

  return (
    <Stack gap="lg">
      <Title order={1}>{t('inbox.title')}</Title>
      {inbox.error && <ProblemNotice error={inbox.error} onRetry={() => inbox.refetch()} />}
      {inbox.isPending && <Loading />}
      {inbox.data && (
        <>
          <VisuallyHidden role="status">{t('nav.inbox_count', { count: inbox.data.length })}</VisuallyHidden>
          {withAnswered(inbox.data, answered).map(({ invitation, answer }) => (
            <InvitationCard
              key={invitation.id}
              invitation={invitation}
              answer={answer}
              onAnswered={(answer) => keep(invitation, answer)}
              onOver={() => keep(invitation)}
            />
          ))}
          {inbox.data.length === 0 && answered.length === 0 && <EmptyInbox />}
        </>
      )}
    </Stack>
  )
}

function Loading() {
  const { t } = useMessages()
  return (
    <>
      <Text component="p" role="status" hidden>
        {t('app.loading')}
      </Text>
      {[1, 2].map((place) => (
        <Card key={place} withBorder padding="lg" maw={760} aria-hidden>
          <Stack>
            <Skeleton height={52} width="60%" />
            <Skeleton height={18} width="40%" />
            <Skeleton height={36} width={200} />
          </Stack>
        </Card>
      ))}
    </>
  )
}
