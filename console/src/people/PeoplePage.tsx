import { Title } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useTitle } from '../layout/title.ts'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { useOrganization } from './organization.ts'

export function PeoplePage() {
  const { t } = useMessages()
  const { organizationId } = useParams({ from: '/signed-in/organizations/$organizationId/people' })
  const organization = useOrganization(organizationId)
  useTitle(organization.data?.name ?? t('people.title'))
  if (organization.error) return <ProblemNotice error={organization.error} onRetry={() => organization.refetch()} />
  return <Title order={1}>{organization.data?.name ?? t('people.title')}</Title>
}
