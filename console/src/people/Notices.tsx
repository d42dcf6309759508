import { ActionIcon, Button, Text, TextInput } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import type { Invitation } from '@usher/client'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { CrossIcon } from '../layout/icons.tsx'
import { useMessages } from '../messages/messages.tsx'
import { focusContent } from './focus.ts'
import type { Notice } from './notices.ts'
import classes from './people.module.css'
import { undoSeconds } from './revocations.ts'
import type { Revocation } from './revocations.ts'

interface Props {
  notices: readonly Notice[]
  onDismiss: (id: number) => void
  revocations: readonly Revocation[]
  onUndo: (invitation: Invitation) => void
}

/** What has just happened, or is about to, at the foot of the page; read aloud as it comes. */
export function Notices({ notices, onDismiss, revocations, onUndo }: Props) {
  const { t } = useMessages()
  return (
    <div role="status" className={classes['notices']}>
      {notices.map(({ id, text, link }) => (
        <Line key={id}>
          <div>
            <Text size="sm">{text}</Text>
            {link && <TextInput mt="xs" aria-label={t('people.copy_link')} value={link} readOnly />}
          </div>
          <ActionIcon variant="subtle" color="gray" aria-label={t('app.close')} onClick={() => onDismiss(id)}>
            <CrossIcon />
          </ActionIcon>
        </Line>
      ))}
      {revocations
        .filter(({ sent }) => !sent)
        .map(({ invitation }) => (
          <Line key={invitation.id}>
            <Text size="sm">{t('people.revoking', { email: invitation.email })}</Text>
            <UndoButton onUndo={() => onUndo(invitation)} />
          </Line>
        ))}
    </div>
  )
}

function Line({ children }: { children: ReactNode }) {
  return <div className={classes['notice']}>{children}</div>
}

/** Later than the menu from which it was revoked gives the keyboard back to its button. */
const afterMenu_ms = 30

function UndoButton({ onUndo }: { onUndo: () => void }) {
  const { t } = useMessages()
  const button = useRef<HTMLButtonElement>(null)
  const [left, setLeft] = useState(undoSeconds)
  useInterval(() => setLeft((seconds) => Math.max(seconds - 1, 0)), 1000, { autoInvoke: true })
  useEffect(() => {
    const timer = setTimeout(() => button.current?.focus(), afterMenu_ms)
    return () => clearTimeout(timer)
  }, [])
  useLayoutEffect(() => {
    const { current } = button
    return () => {
      if (current === document.activeElement) focusContent()
    }
  }, [])
  return (
    <Button
      ref={button}
      variant="default"
      size="xs"
      onClick={onUndo}
      rightSection={
        <span aria-hidden style={{ minWidth: '1ch', fontVariantNumeric: 'tabular-nums' }}>
          {left}
        </span>
      }
    >
      {t('people.undo')}
    </Button>
  )
}
