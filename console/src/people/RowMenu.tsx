import { ActionIcon, Menu, Text } from '@mantine/core'
import { useRef } from 'react'
import type { ReactNode } from 'react'
import { MoreIcon } from '../layout/icons.tsx'
import { inContent } from '../layout/portal.ts'
import { useMessages } from '../messages/messages.tsx'
import type { Reason } from './actions.ts'
import { menuOf } from './focus.ts'
import classes from './people.module.css'

export interface RowAction {
  label: string
  icon: ReactNode
  dangerous: boolean
  /** Why it cannot be done; undefined where it can. */
  reason: Reason | undefined
  act: () => void
}

/** What can be done with one row. What cannot be done now is there as well, can be reached by keyboard, and says why. */
export function RowMenu({ rowKey, name, actions }: { rowKey: string; name: string; actions: readonly RowAction[] }) {
  const { t } = useMessages()
  const target = useRef<HTMLButtonElement>(null)
  return (
    <Menu position="bottom-end" width={280} portalProps={inContent} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          ref={target}
          {...menuOf(rowKey)}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('people.actions', { name })}
        >
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label, icon, dangerous, reason, act }) => (
          <Menu.Item
            key={label}
            leftSection={icon}
            {...(reason && { 'aria-disabled': true, className: classes['off'] })}
            {...(!reason && dangerous && { className: classes['dangerous'] })}
            closeMenuOnClick={!reason}
            onClick={() => {
              if (reason) return
              // A dialog that opens now leads back to here when it closes.
              target.current?.focus()
              act()
            }}
          >
            {label}
            {reason && (
              <Text size="xs" c="dimmed">
                {t(reason)}
              </Text>
            )}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
