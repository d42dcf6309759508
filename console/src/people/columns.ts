import type { FunctionComponent } from 'react'
import type { Key } from '../messages/catalogue.ts'
import { InvitedByCell, PersonCell, RolesCell, SinceCell, StatusCell } from './cells.tsx'
import type { View } from './cells.tsx'
import type { Row, Tab } from './rows.ts'

type Title = Extract<Key, `people.column.${string}`>

interface Column {
  title: Title
  Cell: FunctionComponent<{ row: Row; view: View }>
}

const person = { title: 'people.column.person', Cell: PersonCell } as const
const status = { title: 'people.column.status', Cell: StatusCell } as const
const roles = { title: 'people.column.roles', Cell: RolesCell } as const
const invitedBy = { title: 'people.column.invited_by', Cell: InvitedByCell } as const

/** What each tab shows of somebody; the first column is who it is. */
export const columns = {
  all: [person, status, roles, invitedBy, { title: 'people.column.since', Cell: SinceCell }],
  members: [person, status, roles, { title: 'people.column.joined', Cell: SinceCell }],
  pending: [person, status, roles, invitedBy, { title: 'people.column.invited', Cell: SinceCell }],
} as const satisfies Record<Tab, readonly Column[]>
