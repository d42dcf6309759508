import { Button, Card, Group, Stack } from '@mantine/core'
import { useDisclosure, useInViewport } from '@mantine/hooks'
import type { PendingInvitation } from '@usher/client'
import { useAnswer } from '../invitations/answer.ts'
import type { Answer } from '../invitations/answer.ts'
import { DeclineDialog } from '../invitations/DeclineDialog.tsx'
import { InvitationFacts } from '../invitations/InvitationFacts.tsx'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { Answered } from './Answered.tsx'
import { useDetails } from './inbox.ts'

interface Props {
  invitation: PendingInvitation
  answer: Answer | undefined
  onAnswered: (answer: Answer) => void
  /** It ended before it was answered, which the card says. */
  onOver: () => void
}

/** One invitation: what it is, and the two answers to it, or how it was answered a moment ago. */
export function InvitationCard({ invitation, answer, onAnswered, onOver }: Props) {
  const { ref, inViewport } = useInViewport<HTMLDivElement>()
  const details = useDetails(invitation.id, inViewport && !answer)
  return (
    <Card component="article" withBorder padding="lg" maw={760} ref={ref} aria-label={invitation.organization_name}>
      {answer ? (
        <Answered answer={answer} organizationName={invitation.organization_name} />
      ) : (
        <Stack>
          <InvitationFacts invitation={invitation} details={details.data} order={2} />
          <Answers invitation={invitation} onAnswered={onAnswered} onOver={onOver} />
        </Stack>
      )}
    </Card>
  )
}

function Answers({ invitation: { id, organization_name }, onAnswered, onOver }: Omit<Props, 'answer'>) {
  const { t } = useMessages()
  const [asking, dialog] = useDisclosure(false)
  const { accept, decline, accepting, declining, error, over, forgetError } = useAnswer(id, {
    onAnswered,
    onOver,
  })
  return (
    <>
      {error && !asking && <ProblemNotice error={error} />}
      {!over && (
        <Group>
          <Button onClick={accept} loading={accepting} disabled={declining}>
            {t('invitation.accept')}
          </Button>
          <Button
            variant="default"
            disabled={accepting}
            onClick={() => {
              forgetError()
              dialog.open()
            }}
          >
            {t('invitation.decline')}
          </Button>
        </Group>
      )}
      <DeclineDialog
        opened={asking && !over}
        organizationName={organization_name}
        loading={declining}
        submitError={error}
        onClose={dialog.close}
        onDecline={decline}
      />
    </>
  )
}
