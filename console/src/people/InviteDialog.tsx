import { Modal } from '@mantine/core'
import type { Organization } from '@usher/client'
import { useState } from 'react'
import { useOpenedLate } from '../layout/opened-late.ts'
import { useMessages } from '../messages/messages.tsx'
import { useSession } from '../session.ts'
import { grantable } from './actions.ts'
import { InviteForm } from './InviteForm.tsx'
import { InviteResults } from './InviteResults.tsx'
import { useInviting } from './inviting.ts'
import { useRoles } from './organization.ts'

interface Props {
  organization: Organization
  held: readonly string[]
  opened: boolean
  onClose: () => void
}

/** Invites many at once. What was entered stays when it is closed, until it was sent. */
export function InviteDialog({ organization, held, opened, onClose }: Props) {
  const { t } = useMessages()
  const { data: session } = useSession()
  const ownAddress = session?.user?.email ?? undefined
  const roles = grantable(useRoles(organization.id).data ?? [], held)
  const inviting = useInviting(organization.id, ownAddress)
  const [chosen, setRoleId] = useState<string>()
  const [message, setMessage] = useState('')
  const roleId = chosen ?? usualRole(roles)?.id
  const sending = inviting.phase === 'sending'
  const send = () => roleId !== undefined && void inviting.send({ role_id: roleId, message })

  const close = () => {
    if (inviting.phase === 'over') inviting.goOn()
    onClose()
  }
  return (
    <Modal
      opened={useOpenedLate(opened)}
      onClose={close}
      title={t('invite.title', { organization: organization.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('app.close') }}
      withCloseButton={!sending}
      closeOnEscape={!sending}
      closeOnClickOutside={false}
    >
      {inviting.phase === 'writing' ? (
        <InviteForm
          organizationId={organization.id}
          inviting={inviting}
          ownAddress={ownAddress}
          roles={roles}
          roleId={roleId}
          onRole={setRoleId}
          message={message}
          onMessage={setMessage}
          onSubmit={send}
          onCancel={close}
        />
      ) : (
        <InviteResults inviting={inviting} ownAddress={ownAddress} onRetry={send} onDone={close} />
      )}
    </Modal>
  )
}

/** Least is given unless more is chosen: the members' role, the last of those that every organization has. */
function usualRole(roles: ReturnType<typeof grantable>) {
  return roles.findLast(({ system_managed }) => system_managed) ?? roles[0]
}
