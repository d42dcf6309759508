import { Card, Stack, Table, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useMessages } from '../messages/messages.tsx'
import type { View } from './cells.tsx'
import { columns } from './columns.ts'
import classes from './people.module.css'
import type { Row, Tab } from './rows.ts'

interface Props {
  tab: Tab
  rows: readonly Row[]
  view: View
  menuOf: (row: Row) => ReactNode
}

/** Everybody in a table or, where there is no room for one, each on a card. */
export function PeopleTable(props: Props) {
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false })
  return narrow ? <Cards {...props} /> : <WideTable {...props} />
}

function WideTable({ tab, rows, view, menuOf }: Props) {
  const { t } = useMessages()
  return (
    <Card withBorder padding={0}>
      <Table.ScrollContainer minWidth={680} type="native">
        <Table verticalSpacing="sm" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              {columns[tab].map(({ title }) => (
                <Table.Th key={title} className={classes['cell']}>
                  {t(title)}
                </Table.Th>
              ))}
              <Table.Th>
                <VisuallyHidden>{t('people.column.actions')}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.key}>
                {columns[tab].map(({ title, Cell }) => (
                  <Table.Td key={title} className={classes['cell']}>
                    <Cell row={row} view={view} />
                  </Table.Td>
                ))}
                <Table.Td className={classes['menu']}>{menuOf(row)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  )
}

function Cards({ tab, rows, view, menuOf }: Props) {
  const { t } = useMessages()
  const [{ Cell: Who }, ...others] = columns[tab]
  return (
    <Stack component="ul" gap="sm" className={classes['cards']}>
      {rows.map((row) => (
        <Card component="li" key={row.key} withBorder padding="md">
          <div className={classes['head']}>
            <Who row={row} view={view} />
            {menuOf(row)}
          </div>
          <dl className={classes['facts']}>
            {others.map(({ title, Cell }) => (
              <div key={title} hidden={title === 'people.column.invited_by' && row.kind === 'member'}>
                <dt>{t(title)}</dt>
                <dd>
                  <Cell row={row} view={view} />
                </dd>
              </div>
            ))}
          </dl>
        </Card>
      ))}
    </Stack>
  )
}
