import { PillsInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useMessages } from '../messages/messages.tsx'
import { RecipientChip } from './RecipientChip.tsx'
import { flawsOf } from './recipients.ts'
import type { Change, Draft } from './recipients.ts'
import classes from './recipients.module.css'

interface Props {
  draft: Draft
  change: (change: Change) => void
  ownAddress: string | undefined
}

/**
 * Takes addresses as they come, typed or pasted, and shows each as a chip. The arrow keys lead from the field to the
 * chips and back.
 */
export function RecipientsField({ draft, change, ownAddress }: Props) {
  const { t } = useMessages()
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const flaws = flawsOf(draft.recipients, ownAddress)
  const { recipients, text, editing } = draft

  // Behind many chips the field would be out of sight.
  useEffect(() => {
    if (document.activeElement === field.current) field.current?.scrollIntoView({ block: 'nearest' })
  }, [recipients.length])

  /** Of the chips; what is beyond the last one is the field. */
  const focusAt = (index: number) => {
    const chips = list.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? []
    ;(chips[Math.max(index, 0)] ?? field.current)?.focus()
  }

  const onFieldKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const atStart = event.currentTarget.selectionStart === 0 && event.currentTarget.selectionEnd === 0
    if (event.key === 'Enter') {
      // Sends nothing by itself: whoever ends an address with it wants to enter the next one.
      if (event.ctrlKey || event.metaKey) return event.currentTarget.form?.requestSubmit()
      event.preventDefault()
      change({ type: 'entered' })
    } else if (event.key === 'Escape' && editing) {
      change({ type: 'edit_abandoned' })
    } else if (atStart && recipients.length > 0 && isTowardsChips(event)) {
      event.preventDefault()
      focusAt(recipients.length - 1)
    }
  }

  return (
    <PillsInput
      label={t('invite.addresses')}
      description={t('invite.addresses_hint')}
      classNames={{ input: classes['input'] ?? '' }}
    >
      <ul ref={list} className={classes['chips']} aria-label={t('invite.list')}>
        {recipients.map((recipient, index) => (
          <RecipientChip
            key={recipient.id}
            recipient={recipient}
            flaw={flaws.get(recipient.id)}
            onEdit={() => {
              change({ type: 'edit_began', id: recipient.id })
              field.current?.focus()
            }}
            onRemove={() => {
              change({ type: 'removed', ids: [recipient.id] })
              // The one behind it takes its place once it is gone.
              requestAnimationFrame(() => focusAt(index))
            }}
            onMove={(to) =>
              focusAt({ previous: index - 1, next: index + 1, first: 0, last: recipients.length - 1 }[to])
            }
          />
        ))}
      </ul>
      <PillsInput.Field
        ref={field}
        className={classes['field'] ?? ''}
        value={text}
        placeholder={recipients.length === 0 ? 'grace@example.com' : ''}
        onChange={(event) => change({ type: 'typed', text: event.currentTarget.value })}
        onKeyDown={onFieldKey}
        onBlur={() => text.trim() !== '' && change({ type: 'entered' })}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text/plain')
          if (!/[@,;\s]/.test(pasted.trim())) return
          event.preventDefault()
          change({ type: 'entered', pasted })
        }}
        inputMode="email"
        autoCapitalize="none"
        autoCorrect="off"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        // The dialog would close otherwise.
        data-mantine-stop-propagation={editing ? 'true' : undefined}
      />
    </PillsInput>
  )
}

/** Backwards in either direction of writing. */
function isTowardsChips({ key, currentTarget }: KeyboardEvent<HTMLInputElement>): boolean {
  const back = getComputedStyle(currentTarget).direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft'
  return key === back || key === 'ArrowUp' || (key === 'Backspace' && currentTarget.value === '')
}
