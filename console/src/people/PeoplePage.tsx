import { Center, Group, Loader, Stack, Text, Title } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import type { Organization } from '@usher/client'
import { lazy, Suspense, useRef, useState } from 'react'
import { PlusIcon } from '../layout/icons.tsx'
import { ReasonedButton } from '../layout/ReasonedButton.tsx'
import { useTitle } from '../layout/title.ts'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { whyMayNot } from './actions.ts'
import { useHeldPermissions, useOrganization } from './organization.ts'
import { PeopleList } from './PeopleList.tsx'

const InviteDialog = lazy(async () => ({ default: (await import('./InviteDialog.tsx')).InviteDialog }))

/** Who belongs to an organization, and whom it waits for. */
export function PeoplePage() {
  const { t } = useMessages()
  const { organizationId } = useParams({ from: '/signed-in/organizations/$organizationId/people' })
  const organization = useOrganization(organizationId)
  useTitle(organization.data?.name ?? t('people.title'))
  if (organization.data) return <People key={organizationId} organization={organization.data} />
  if (organization.error) {
    return (
      <Stack>
        <Title order={1}>{t('people.title')}</Title>
        <ProblemNotice error={organization.error} onRetry={() => organization.refetch()} />
      </Stack>
    )
  }
  return (
    <Center mih="50dvh">
      <Loader aria-label={t('app.loading')} />
    </Center>
  )
}

function People({ organization }: { organization: Organization }) {
  const { t } = useMessages()
  const held = useHeldPermissions(organization.id)
  const reason = whyMayNot('invite', held)
  const button = useRef<HTMLButtonElement>(null)
  const [dialog, setDialog] = useState<'never' | 'open' | 'closed'>('never')
  return (
    <>
      <Group justify="space-between" align="flex-end" mb="lg">
        <div>
          <Title order={1}>
            <bdi>{organization.name}</bdi>
          </Title>
          <Text c="dimmed">{t('people.count', { count: organization.member_count })}</Text>
        </div>
        <ReasonedButton
          ref={button}
          reason={reason && t(reason)}
          leftSection={<PlusIcon />}
          onClick={() => setDialog('open')}
        >
          {t('people.invite')}
        </ReasonedButton>
      </Group>
      <PeopleList organization={organization} held={held} />
      {dialog !== 'never' && (
        <Suspense fallback={null}>
          <InviteDialog
            organization={organization}
            held={held}
            opened={dialog === 'open'}
            onClose={() => {
              setDialog('closed')
              // By itself the dialog leads back only from its second opening on, because it is fetched for the first.
              button.current?.focus()
            }}
          />
        </Suspense>
      )}
    </>
  )
}
