import { Avatar, Badge, Group, Text } from '@mantine/core'
import type { Invitation, Member } from '@usher/client'
import type { ReactNode } from 'react'
import { useMessages } from '../messages/messages.tsx'
import { exactTime, relativeTime } from '../messages/times.ts'
import { mailOf } from './mail.ts'
import classes from './people.module.css'
import { nameOf, roleNamesOf, statusNow } from './rows.ts'
import type { Row } from './rows.ts'

/** What the table and the cards know besides the row itself. */
export interface View {
  now: Date
  ownId: string | undefined
  roleNames: ReadonlyMap<string, string>
  /** The invitations that are going to be revoked. */
  revoking: ReadonlySet<string>
}

interface Props {
  row: Row
  view: View
}

export function PersonCell({ row, view }: Props) {
  const { t } = useMessages()
  const name = nameOf(row)
  const email = row.kind === 'member' ? row.member.email : null
  const picture = row.kind === 'member' ? row.member.avatar_url : null
  return (
    <Group wrap="nowrap" gap="sm">
      <Avatar
        src={picture}
        name={name ?? '?'}
        alt=""
        size={34}
        color={row.kind === 'member' ? 'indigo' : 'gray'}
        imageProps={{ referrerPolicy: 'no-referrer', loading: 'lazy' }}
      />
      <div>
        <Text size="sm" fw={500}>
          <bdi>{name ?? t('people.nameless')}</bdi>
          {row.key === view.ownId && (
            <Badge ms="xs" size="sm" variant="light" color="gray" tt="none">
              {t('people.you')}
            </Badge>
          )}
        </Text>
        {email !== null && email !== name && (
          <Text size="xs" c="dimmed">
            <bdi>{email}</bdi>
          </Text>
        )}
      </div>
    </Group>
  )
}

export function StatusCell({ row, view }: Props) {
  return row.kind === 'member' ? (
    <MemberStatus member={row.member} now={view.now} />
  ) : (
    <InvitationStatus invitation={row.invitation} view={view} />
  )
}

function MemberStatus({ member: { type, expiration_date }, now }: { member: Member; now: Date }) {
  const { t } = useMessages()
  return (
    <>
      <State color={type === 'user' ? 'green' : 'gray'}>
        {t(type === 'user' ? 'people.status.member' : 'people.status.service_account')}
      </State>
      {expiration_date !== null && <Ending at={expiration_date} now={now} />}
    </>
  )
}

const colors = { pending: 'yellow', accepted: 'green', declined: 'gray', revoked: 'gray', expired: 'red' } as const

function InvitationStatus({ invitation, view: { now, revoking } }: { invitation: Invitation; view: View }) {
  const { t, locale } = useMessages()
  if (revoking.has(invitation.id)) return <State color="gray">{t('people.status.revoking')}</State>
  const status = statusNow(invitation, now)
  const mail = mailOf(invitation.delivery, { t, locale, now })
  return (
    <>
      <State color={colors[status]}>{t(`people.status.${status}`)}</State>
      {(status === 'pending' || status === 'expired') && <Ending at={invitation.expiration_date} now={now} />}
      <Text size="xs" c={mail.trouble ? 'var(--mantine-color-error)' : 'dimmed'}>
        {mail.text}
      </Text>
      {mail.why !== undefined && (
        <Text size="xs" c="dimmed" dir="auto" lineClamp={3}>
          {mail.why}
        </Text>
      )}
    </>
  )
}

function State({ color, children }: { color: string; children: ReactNode }) {
  return (
    <Badge variant="light" color={color} tt="none">
      {children}
    </Badge>
  )
}

function Ending({ at, now }: { at: string; now: Date }) {
  const { t, locale } = useMessages()
  const end = new Date(at)
  const time = relativeTime(locale, end, now)
  return (
    <Text size="xs" c="dimmed" component="time" display="block" dateTime={at} title={exactTime(locale, end)}>
      {t(end > now ? 'people.ends' : 'people.ended', { time })}
    </Text>
  )
}

export function RolesCell({ row, view }: Props) {
  return <Text size="sm">{roleNamesOf(row, view.roleNames).join(', ')}</Text>
}

export function InvitedByCell({ row }: Props) {
  if (row.kind === 'member') return null
  return (
    <Text size="sm">
      <bdi>{row.invitation.inviting_user_name}</bdi>
    </Text>
  )
}

/** Since when somebody is a member, or invited. */
export function SinceCell({ row }: Props) {
  const { locale } = useMessages()
  const { created } = row.kind === 'member' ? row.member : row.invitation
  const moment = new Date(created)
  return (
    <Text size="sm" component="time" className={classes['date']} dateTime={created} title={exactTime(locale, moment)}>
      {new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(moment)}
    </Text>
  )
}
