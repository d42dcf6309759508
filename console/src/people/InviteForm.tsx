import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import type { Role } from '@usher/client'
import { ReasonedButton } from '../layout/ReasonedButton.tsx'
import { useMessages } from '../messages/messages.tsx'
import type { useInviting } from './inviting.ts'
import { MailPreview } from './MailPreview.tsx'
import { flawsOf } from './recipients.ts'
import { RecipientsField } from './RecipientsField.tsx'
import { RoleSelect } from './RoleSelect.tsx'

interface Props {
  organizationId: string
  inviting: ReturnType<typeof useInviting>
  ownAddress: string | undefined
  roles: readonly Role[]
  roleId: string | undefined
  onRole: (id: string) => void
  message: string
  onMessage: (message: string) => void
  onSubmit: () => void
  onCancel: () => void
}

/** As many characters as the service takes. */
const longestMessage = 1000

export function InviteForm(props: Props) {
  const { organizationId, inviting, ownAddress, roles, roleId, onRole, message, onMessage, onSubmit, onCancel } = props
  const { t } = useMessages()
  const { draft, change, count } = inviting
  const reason = count === 0 ? t('invite.nobody') : roleId === undefined ? t('people.reason.no_role') : undefined
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (reason === undefined) onSubmit()
      }}
    >
      <Stack>
        <div>
          <RecipientsField draft={draft} change={change} ownAddress={ownAddress} />
          <Remarks inviting={inviting} ownAddress={ownAddress} />
        </div>
        <RoleSelect roles={roles} value={roleId} onChange={onRole} />
        <Textarea
          label={t('invite.message')}
          description={t('invite.message_hint')}
          value={message}
          onChange={(event) => onMessage(event.currentTarget.value)}
          maxLength={longestMessage}
          autosize
          minRows={2}
          maxRows={6}
          dir="auto"
        />
        <MailPreview organizationId={organizationId} roleId={roleId} message={message} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('app.cancel')}
          </Button>
          <ReasonedButton
            type="submit"
            reason={reason}
            // Leaving the field makes a chip of what stands in it, and the button would move away under the pointer.
            onMouseDown={(event) => event.preventDefault()}
          >
            {t('invite.submit', { count })}
          </ReasonedButton>
        </Group>
      </Stack>
    </form>
  )
}

/** What is to be said of the list as a whole. */
function Remarks({ inviting: { draft, change }, ownAddress }: Pick<Props, 'inviting' | 'ownAddress'>) {
  const { t } = useMessages()
  const flaws = [...flawsOf(draft.recipients, ownAddress)]
  const duplicates = flaws.filter(([, flaw]) => flaw === 'duplicate').map(([id]) => id)
  const others = flaws.filter(([, flaw]) => flaw !== 'duplicate').map(([id]) => id)
  return (
    <>
      {draft.recipients.length > 0 && (
        <Text size="xs" c="dimmed" mt={6}>
          {t('invite.list_keys')}
        </Text>
      )}
      <div role="status">
        {others.length > 0 && (
          <Group gap="xs" mt={6}>
            <Text size="xs" c="var(--mantine-color-error)">
              {t('invite.flawed', { count: others.length })}
            </Text>
            <Button variant="subtle" size="compact-xs" onClick={() => change({ type: 'removed', ids: others })}>
              {t('invite.remove_flawed', { count: others.length })}
            </Button>
          </Group>
        )}
        {duplicates.length > 0 && (
          <Text size="xs" c="dimmed" mt={6}>
            {t('invite.duplicates', { count: duplicates.length })}
          </Text>
        )}
        {draft.left_out > 0 && (
          <Text size="xs" c="var(--mantine-color-error)" mt={6}>
            {t('invite.left_out', { count: draft.left_out })}
          </Text>
        )}
      </div>
    </>
  )
}
