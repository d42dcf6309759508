import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { useFailureWords } from './failure.ts'
import type { useInviting } from './inviting.ts'
import { flawsOf } from './recipients.ts'
import type { Flaw, Outcome, Recipient } from './recipients.ts'
import classes from './recipients.module.css'

interface Props {
  inviting: ReturnType<typeof useInviting>
  ownAddress: string | undefined
  onRetry: () => void
  onDone: () => void
}

/** What becomes of each while it is sent, and in the end; what did not get through can be tried again or changed. */
export function InviteResults({ inviting, ownAddress, onRetry, onDone }: Props) {
  const { t } = useMessages()
  const { draft, phase, obstacle, count, stop, goOn } = inviting
  const flaws = flawsOf(draft.recipients, ownAddress)
  const over = phase === 'over'
  const left = over && (count > 0 || [...flaws.values()].some((flaw) => flaw !== 'duplicate'))
  const done = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (over) done.current?.focus()
  }, [over])
  return (
    <Stack>
      {obstacle && <ProblemNotice error={obstacle} />}
      <Summary recipients={draft.recipients} flaws={flaws} over={over} />
      {/* Scrolls, so it has to be reachable where nothing in it is. */}
      <ul className={classes['results']} aria-label={t('invite.results')} tabIndex={0}>
        {inOrder(draft.recipients, flaws).map((recipient) => (
          <Result key={recipient.id} recipient={recipient} flaw={flaws.get(recipient.id)} />
        ))}
      </ul>
      <Group justify="flex-end">
        {!over && (
          <Button variant="default" onClick={stop}>
            {t('invite.stop')}
          </Button>
        )}
        {left && (
          <Button variant="default" onClick={goOn}>
            {t('invite.change')}
          </Button>
        )}
        {over && count > 0 && (
          <Button variant="default" onClick={onRetry}>
            {t('invite.retry', { count })}
          </Button>
        )}
        {over && (
          <Button ref={done} onClick={onDone}>
            {t('invite.done')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

function Summary({ recipients, flaws, over }: { recipients: readonly Recipient[]; flaws: Flaws; over: boolean }) {
  const { t } = useMessages()
  const sent = recipients.filter(({ id }) => flaws.get(id) !== 'duplicate')
  const number = (...states: Outcome['state'][]) => sent.filter(({ outcome }) => states.includes(outcome.state)).length
  const already = number('already_member', 'already_invited')
  const open = number('waiting', 'failed')
  const total = sent.length
  const done = total - number('waiting', 'sending')
  if (!over) {
    return (
      <div>
        <Group justify="space-between" mb={6}>
          <Text size="sm">{t('invite.sending')}</Text>
          <Text size="sm">{t('invite.progress', { done: String(done), total: String(total) })}</Text>
        </Group>
        <Progress value={(done / total) * 100} aria-label={t('invite.sending')} />
      </div>
    )
  }
  return (
    <Text role="status" fw={500}>
      {t('invite.summary', { count: number('invited') })}
      {already > 0 && ` ${t('invite.summary_already', { count: already })}`}
      {open > 0 && ` ${t('invite.summary_open', { count: open })}`}
    </Text>
  )
}

type Flaws = ReadonlyMap<number, Flaw>

/** What has to be looked after comes first. */
function inOrder(recipients: readonly Recipient[], flaws: Flaws): readonly Recipient[] {
  const shown = recipients.filter(({ id }) => flaws.get(id) !== 'duplicate')
  const rank = ({ id, outcome }: Recipient) =>
    flaws.has(id)
      ? 0
      : { failed: 1, waiting: 2, sending: 3, already_member: 4, already_invited: 4, invited: 5 }[outcome.state]
  return shown.toSorted((one, other) => rank(one) - rank(other))
}

function Result({ recipient: { email, outcome }, flaw }: { recipient: Recipient; flaw: Flaw | undefined }) {
  const { t } = useMessages()
  const failureWords = useFailureWords()
  const failed = flaw !== undefined || outcome.state === 'failed'
  const words =
    flaw === undefined
      ? outcome.state === 'failed'
        ? failureWords(outcome.error)
        : t(`invite.outcome.${outcome.state}`)
      : t('invite.outcome.flawed', { flaw: t(`invite.flaw.${flaw}`) })
  return (
    <li>
      <Text size="sm">
        <bdi>{email}</bdi>
      </Text>
      <Text size="sm" c={failed ? 'var(--mantine-color-error)' : 'dimmed'}>
        {words}
      </Text>
    </li>
  )
}
