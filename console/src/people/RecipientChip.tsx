import type { KeyboardEvent } from 'react'
import { CrossIcon } from '../layout/icons.tsx'
import { useMessages } from '../messages/messages.tsx'
import { useFailureWords } from './failure.ts'
import type { Flaw, Recipient } from './recipients.ts'
import classes from './recipients.module.css'

interface Props {
  recipient: Recipient
  flaw: Flaw | undefined
  onEdit: () => void
  onRemove: () => void
  onMove: (to: 'previous' | 'next' | 'first' | 'last') => void
}

/** One address, with what is wrong with it. Pressing it changes it, Delete removes it. */
export function RecipientChip({ recipient: { email, outcome }, flaw, onEdit, onRemove, onMove }: Props) {
  const { t } = useMessages()
  const failureWords = useFailureWords()
  const wrong = flaw ? t(`invite.flaw.${flaw}`) : outcome.state === 'failed' ? failureWords(outcome.error) : undefined

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const act = actionOf(event)
    if (act === undefined) return
    event.preventDefault()
    if (act === 'remove') onRemove()
    else if (act === 'edit') onEdit()
    else onMove(act)
  }
  return (
    <li className={classes['chip']} data-flaw={wrong === undefined ? undefined : (flaw ?? 'failed')}>
      <button
        type="button"
        data-chip
        tabIndex={-1}
        className={classes['text']}
        onMouseDown={(event) => event.stopPropagation()}
        onClick={onEdit}
        onKeyDown={onKeyDown}
      >
        <bdi>{email}</bdi>
        {wrong !== undefined && <span className={classes['flaw']}>{wrong}</span>}
      </button>
      <button
        type="button"
        tabIndex={-1}
        className={classes['remove']}
        aria-label={t('invite.remove', { email })}
        onMouseDown={(event) => event.stopPropagation()}
        onClick={onRemove}
      >
        <CrossIcon />
      </button>
    </li>
  )
}

const keys = {
  Delete: 'remove',
  Backspace: 'remove',
  F2: 'edit',
  ArrowUp: 'previous',
  ArrowDown: 'next',
  Home: 'first',
  End: 'last',
} as const

function actionOf({ key, currentTarget }: KeyboardEvent<HTMLElement>) {
  const rtl = getComputedStyle(currentTarget).direction === 'rtl'
  if (key === 'ArrowLeft') return rtl ? 'next' : 'previous'
  if (key === 'ArrowRight') return rtl ? 'previous' : 'next'
  return Object.hasOwn(keys, key) ? keys[key as keyof typeof keys] : undefined
}
