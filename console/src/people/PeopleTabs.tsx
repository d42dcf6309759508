import { Tabs, Text, Tooltip } from '@mantine/core'
import { inContent } from '../layout/portal.ts'
import { useMessages } from '../messages/messages.tsx'
import type { Reason } from './actions.ts'
import classes from './people.module.css'
import { tabs } from './rows.ts'
import type { Tab } from './rows.ts'

interface Props {
  /** Why pending invitations are not shown; undefined where they are. */
  mayNotSee: Reason | undefined
  /** How many there are behind each tab, where that is known. */
  counts: Readonly<Record<Tab, string | undefined>>
}

export function PeopleTabs({ mayNotSee, counts }: Props) {
  const { t } = useMessages()
  return (
    <Tabs.List mb="md">
      {tabs.map((tab) => {
        const reason = tab === 'pending' ? mayNotSee : undefined
        return (
          <Tooltip
            key={tab}
            label={reason && t(reason)}
            disabled={!reason}
            events={{ hover: true, focus: true, touch: true }}
            multiline
            portalProps={inContent}
            maw={280}
          >
            <Tabs.Tab
              value={tab}
              className={classes['tab'] ?? ''}
              {...(reason && { 'aria-disabled': true })}
              rightSection={
                counts[tab] !== undefined && (
                  <Text span size="xs" c="dimmed">
                    {counts[tab]}
                  </Text>
                )
              }
            >
              {t(`people.tab.${tab}`)}
            </Tabs.Tab>
          </Tooltip>
        )
      })}
    </Tabs.List>
  )
}
