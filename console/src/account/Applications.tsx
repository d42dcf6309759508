import { Button, Group, List, Stack, Text } from '@mantine/core'
import type { AllowedApplication } from '@usher/client'
import { usher } from '../api.ts'
import type { Key } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages.tsx'
import { dayOf } from '../messages/times.ts'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { useApplications, useChange } from './account.ts'
import classes from './account.module.css'
import { Section } from './Section.tsx'

/** What each scope allows. The others say who one is, or that this holds for longer. */
const words = {
  openid: 'applications.identity',
  'invitations:read': 'applications.invitations_read',
  'invitations:respond': 'applications.invitations_respond',
  'organizations:read': 'applications.organizations_read',
  'organizations:write': 'applications.organizations_write',
  'webhooks:manage': 'applications.webhooks_manage',
} as const satisfies Record<string, Key>

const hasWords = (scope: string): scope is keyof typeof words => Object.hasOwn(words, scope)

/** What one has allowed, and how to take it back. */
export function Applications() {
  const { t } = useMessages()
  const applications = useApplications()
  return (
    <Section title={t('applications.title')} text={t('applications.text')} reading={applications}>
      {applications.data?.length === 0 ? (
        <Text c="dimmed">{t('applications.none')}</Text>
      ) : (
        <Stack component="ul" gap={0} m={0} p={0}>
          {applications.data?.map((application) => (
            <Row key={application.client_id} application={application} />
          ))}
        </Stack>
      )}
    </Section>
  )
}

function Row({ application: { client_id, name, scopes, created } }: { application: AllowedApplication }) {
  const { t, locale } = useMessages()
  const remove = useChange(() => usher.me.removeApplication(client_id))
  return (
    <Stack component="li" className={classes['row']} gap="sm">
      <Group justify="space-between" align="start">
        <div className={classes['words']}>
          <Text fw={500}>
            <bdi>{name}</bdi>
          </Text>
          <Text size="sm" c="dimmed">
            {t('applications.since', { day: dayOf(locale, new Date(created)) })}
          </Text>
          <List size="sm" mt={4}>
            {scopes.filter(hasWords).map((scope) => (
              <List.Item key={scope}>{t(words[scope])}</List.Item>
            ))}
          </List>
        </div>
        <Button
          variant="default"
          size="xs"
          loading={remove.isPending}
          aria-label={t('applications.remove_one', { application: name })}
          onClick={() => remove.mutate()}
        >
          {t('applications.remove')}
        </Button>
      </Group>
      {remove.error && <ProblemNotice error={remove.error} />}
    </Stack>
  )
}
