import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import type { Session } from '@usher/client'
import { usher } from '../api.ts'
import { useMessages } from '../messages/messages.tsx'
import { useNow } from '../messages/now.ts'
import { exactTime, relativeTime } from '../messages/times.ts'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { useChange, useSessions } from './account.ts'
import classes from './account.module.css'
import { browserOf } from './browser.ts'
import { Section } from './Section.tsx'

/** The browsers in which one is signed in. */
export function Sessions() {
  const { t } = useMessages()
  const sessions = useSessions()
  return (
    <Section title={t('sessions.title')} text={t('sessions.text')} reading={sessions}>
      {sessions.data?.length === 0 ? (
        <Text c="dimmed">{t('sessions.none')}</Text>
      ) : (
        <Stack component="ul" gap={0} m={0} p={0}>
          {sessions.data?.map((session) => (
            <Row key={session.id} session={session} />
          ))}
        </Stack>
      )}
    </Section>
  )
}

function Row({ session: { id, current, user_agent, last_used } }: { session: Session }) {
  const { t, locale } = useMessages()
  const now = useNow()
  const end = useChange(() => usher.me.endSession(id))
  const used = new Date(last_used)
  const browser = browserOf(user_agent)
  const name = browser ? t('sessions.browser', browser) : t('sessions.unknown')
  return (
    <Stack component="li" className={classes['row']} gap="sm">
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Text fw={500}>{name}</Text>
            {current && (
              <Badge variant="light" color="green" tt="none">
                {t('sessions.current')}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            <time dateTime={last_used} title={exactTime(locale, used)}>
              {t('sessions.last_used', { time: relativeTime(locale, used, now) })}
            </time>
          </Text>
        </div>
        {!current && (
          <Button
            variant="default"
            size="xs"
            loading={end.isPending}
            aria-label={t('sessions.end_one', { browser: name })}
            onClick={() => end.mutate()}
          >
            {t('sessions.end')}
          </Button>
        )}
      </Group>
      {end.error && <ProblemNotice error={end.error} />}
    </Stack>
  )
}
