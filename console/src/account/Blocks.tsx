import { Avatar, Button, Group, Stack, Text } from '@mantine/core'
import type { BlockedOrganization } from '@usher/client'
import { usher } from '../api.ts'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { useBlocks, useChange } from './account.ts'
import classes from './account.module.css'
import { Section } from './Section.tsx'

/** The organizations whose invitations one does not want. */
export function Blocks() {
  const { t } = useMessages()
  const blocks = useBlocks()
  return (
    <Section title={t('blocks.title')} text={t('blocks.text')} reading={blocks}>
      {blocks.data?.length === 0 ? (
        <Text c="dimmed">{t('blocks.none')}</Text>
      ) : (
        <Stack component="ul" gap={0} m={0} p={0}>
          {blocks.data?.map((block) => (
            <Row key={block.organization_id} block={block} />
          ))}
        </Stack>
      )}
    </Section>
  )
}

function Row({ block }: { block: BlockedOrganization }) {
  const { organization_id, organization_name: organization, organization_logo_url } = block
  const { t } = useMessages()
  const remove = useChange(() => usher.me.unblock(organization_id))
  return (
    <Stack component="li" className={classes['row']} gap="sm">
      <Group justify="space-between">
        <Group wrap="nowrap" className={classes['words']}>
          <Avatar src={organization_logo_url} name={organization} alt="" radius="md" color="indigo" />
          <Text fw={500}>
            <bdi>{organization}</bdi>
          </Text>
        </Group>
        <Button
          variant="default"
          size="xs"
          loading={remove.isPending}
          aria-label={t('blocks.remove_one', { organization })}
          onClick={() => remove.mutate()}
        >
          {t('blocks.remove')}
        </Button>
      </Group>
      {remove.error && <ProblemNotice error={remove.error} />}
    </Stack>
  )
}
