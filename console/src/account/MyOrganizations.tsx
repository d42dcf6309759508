import { Avatar, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { MyOrganization } from '@usher/client'
import { usher } from '../api.ts'
import { ConfirmDialog } from '../layout/ConfirmDialog.tsx'
import { useMessages } from '../messages/messages.tsx'
import { useChange, useMe, useMyOrganizations } from './account.ts'
import classes from './account.module.css'
import { Section } from './Section.tsx'

export function MyOrganizations() {
  const { t } = useMessages()
  const organizations = useMyOrganizations()
  return (
    <Section title={t('nav.organizations')} reading={organizations}>
      {organizations.data?.length === 0 ? (
        <Text c="dimmed">{t('my_organizations.none')}</Text>
      ) : (
        <Stack component="ul" gap={0} m={0} p={0}>
          {organizations.data?.map((organization) => (
            <Row key={organization.id} organization={organization} />
          ))}
        </Stack>
      )}
    </Section>
  )
}

function Row({ organization: { id, name, logo_url, roles } }: { organization: MyOrganization }) {
  const { t } = useMessages()
  const me = useMe()
  const [asking, dialog] = useDisclosure(false)
  const leave = useChange((user_id: string) => usher.organizations.removeMember(id, user_id))
  return (
    <Group component="li" className={classes['row']} justify="space-between">
      <Group wrap="nowrap" className={classes['words']}>
        <Avatar src={logo_url} name={name} alt="" radius="md" color="indigo" />
        <div>
          <Text fw={500}>
            <bdi>{name}</bdi>
          </Text>
          <Group gap={6}>
            {roles.map((role) => (
              <Badge key={role.id} variant="light" size="sm" tt="none">
                {role.name}
              </Badge>
            ))}
          </Group>
        </div>
      </Group>
      <Button
        variant="default"
        size="xs"
        aria-label={t('my_organizations.leave_one', { organization: name })}
        onClick={() => {
          leave.reset()
          dialog.open()
        }}
      >
        {t('my_organizations.leave')}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t('my_organizations.leave_title', { organization: name })}
        text={t('my_organizations.leave_text')}
        action={t('my_organizations.leave')}
        loading={leave.isPending}
        submitError={leave.error}
        onClose={dialog.close}
        onConfirm={() => me.data && leave.mutate(me.data.id, { onSuccess: dialog.close })}
      />
    </Group>
  )
}
