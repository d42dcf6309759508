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
  // The button that had the keyboard is gone each time.
  const stopButton = useRef<HTMLButtonElement>(null)
  const doneButton = useRef<HTMLButtonElement>(null)
  useEffect(() => (over ? doneButton : stopButton).current?.focus(), [over])
  return (
    <Stack>
      {obstacle && <ProblemNotice error={obstacle} />}
      {!over && <Sending recipients={draft.recipients} flaws={flaws} />}
      <div role="status">{over && <Summary recipients={draft.recipients} flaws={flaws} />}</div>
      {/* Scrolls, so it has to be reachable where nothing in it is. */}
      <ul className={classes['results']} aria-label={t('invite.results')} tabIndex={0}>
        {inOrder({ recipients: draft.recipients, flaws }, over).map((recipient) => (
          <Result key={recipient.id} recipient={recipient} flaw={flaws.get(recipient.id)} />
        ))}
      </ul>
      <Group justify="flex-end">
        {!over && (
          <Button ref={stopButton} variant="default" onClick={stop}>
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
          <Button ref={doneButton} onClick={onDone}>
            {t('invite.done')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

interface List {
  recipients: readonly Recipient[]
  flaws: ReadonlyMap<number, Flaw>
}

function Sending(list: List) {
  const { t } = useMessages()
  const { total, open } = counted(list)
  const done = total - open
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

function Summary(list: List) {
  const { t } = useMessages()
  const { invited, already, failed, open, wrong } = counted(list)
  const others = failed + open + wrong
  return (
    <Text fw={500}>
      {t('invite.summary', { count: invited })}
      {already > 0 && ` ${t('invite.summary_already', { count: already })}`}
      {others > 0 && invited + already > 0 && ` ${t('invite.summary_open', { count: others })}`}
    </Text>
  )
}

/** How many there are of what; `total` are those that are sent to. */
function counted({ recipients, flaws }: List) {
  const sent = recipients.filter(({ id }) => !flaws.has(id))
  const number = (...states: Outcome['state'][]) => sent.filter(({ outcome }) => states.includes(outcome.state)).length
  return {
    total: sent.length,
    invited: number('invited'),
    already: number('already_member', 'already_invited'),
    failed: number('failed'),
    open: number('waiting', 'sending'),
    wrong: [...flaws.values()].filter((flaw) => flaw !== 'duplicate').length,
  }
}

const ranks = { failed: 1, waiting: 2, sending: 3, already_member: 4, already_invited: 4, invited: 5 } as const

/** As they were entered; when it is over, what has to be looked after comes first. */
function inOrder({ recipients, flaws }: List, over: boolean): readonly Recipient[] {
  const shown = recipients.filter(({ id }) => flaws.get(id) !== 'duplicate')
  const rank = ({ id, outcome }: Recipient) => (flaws.has(id) ? 0 : ranks[outcome.state])
  return over ? shown.toSorted((one, other) => rank(one) - rank(other)) : shown
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
