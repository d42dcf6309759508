import { Avatar, Badge, Group, Stack, Text, Title } from '@mantine/core'
import type { InvitationDetails, PendingInvitation } from '@usher/client'
import { useMessages } from '../messages/messages.tsx'
import { TimeLeft } from './TimeLeft.tsx'
import classes from './InvitationFacts.module.css'

type Facts = Omit<PendingInvitation, 'id'>
type Details = Pick<InvitationDetails, 'message' | 'masked_email' | 'roles'>

interface Props {
  invitation: Facts
  /** Absent while they are on their way. */
  details: Details | undefined
  order: 1 | 2
}

/** Everything that somebody may want to know before answering an invitation. */
export function InvitationFacts({ invitation, details, order }: Props) {
  const { t } = useMessages()
  const { organization_name, organization_logo_url, organization_member_count } = invitation
  return (
    <Stack gap="sm">
      <Group wrap="nowrap" align="center" gap="md">
        <Picture url={organization_logo_url} name={organization_name} size={52} radius="md" />
        <div>
          <Title order={order} size="h3">
            <bdi>{organization_name}</bdi>
          </Title>
          <Text size="sm" c="dimmed">
            {t('invitation.members', { count: organization_member_count })}
          </Text>
        </div>
      </Group>
      <Group gap={6}>
        <Inviter invitation={invitation} />
        {details && details.roles.length > 0 && <Text size="sm">{t('invitation.as')}</Text>}
        {details?.roles.map(({ id, name }) => (
          <Badge key={id} variant="light" tt="none">
            {name}
          </Badge>
        ))}
      </Group>
      {details?.message && (
        <blockquote className={classes['message']} dir="auto">
          {details.message}
        </blockquote>
      )}
      <Text size="sm" c="dimmed">
        <TimeLeft until={invitation.expiration_date} />
        {details && ` · ${t('invitation.sent_to', { address: details.masked_email })}`}
      </Text>
    </Stack>
  )
}

function Inviter({ invitation: { inviting_user_name, inviting_user_avatar_url } }: { invitation: Facts }) {
  const { t } = useMessages()
  if (inviting_user_name === null) return <Text size="sm">{t('invitation.invited')}</Text>
  return (
    <Group wrap="nowrap" gap="xs">
      <Picture url={inviting_user_avatar_url} name={inviting_user_name} size={24} radius="xl" />
      <Text size="sm">{t('invitation.invited_by', { name: inviting_user_name })}</Text>
    </Group>
  )
}

/** A logo or portrait from anywhere: its host learns nothing of the page, and letters stand in where it is away. */
function Picture({ url, name, size, radius }: { url: string | null; name: string; size: number; radius: string }) {
  return (
    <Avatar
      src={url}
      name={name}
      alt=""
      size={size}
      radius={radius}
      color="indigo"
      imageProps={{ referrerPolicy: 'no-referrer', loading: 'lazy' }}
    />
  )
}
