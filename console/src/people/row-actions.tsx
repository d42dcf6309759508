import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Invitation, Member, Organization } from '@usher/client'
import { useState } from 'react'
import { usher } from '../api.ts'
import { CrossIcon, LinkIcon, SignOutIcon } from '../layout/icons.tsx'
import { useMessages } from '../messages/messages.tsx'
import { wordsFor } from '../problems/problem.ts'
import { useWrite } from '../write.ts'
import { invitationActions, whyNotRemove, whyNotRevoke } from './actions.ts'
import type { Known } from './actions.ts'
import { focusContent, focusMenu } from './focus.ts'
import { useNotices } from './notices.ts'
import { useRevocations } from './revocations.ts'
import type { RowAction } from './RowMenu.tsx'
import { statusNow } from './rows.ts'
import type { Row } from './rows.ts'

/** What can be done with whom, and what comes of it. */
export function useRowActions(organization: Organization, known: Known, now: Date) {
  const { t } = useMessages()
  const { notices, dismiss, tell } = useNotices()
  const removal = useRemoval(organization, known.own_id, tell)
  const revocations = useRevocations(organization.id, {
    onRevoked: ({ email }) => tell(t('people.revoked', { email })),
    onFailed: (error) => tell(wordsFor(error, t)),
  })

  const copyLink = async ({ id, email }: Invitation) => {
    const link = `${location.origin}/console/invitations/${id}`
    try {
      await navigator.clipboard.writeText(link)
      tell(t('people.copied', { email }))
    } catch {
      tell(t('people.copy_by_hand'), link)
    }
  }

  const actionsOf = (row: Row): RowAction[] => {
    if (row.kind === 'member') {
      const own = row.member.id === known.own_id
      return [
        {
          label: t(own ? 'people.leave' : 'people.remove'),
          icon: own ? <SignOutIcon /> : <CrossIcon />,
          dangerous: true,
          reason: whyNotRemove(row.member, known),
          act: () => removal.ask(row.member),
        },
      ]
    }
    const { invitation } = row
    const status = revocations.ids.has(invitation.id) ? 'revoked' : statusNow(invitation, now)
    return [
      {
        label: t('people.copy_link'),
        icon: <LinkIcon />,
        dangerous: false,
        reason: invitationActions[status].copy_link,
        act: () => void copyLink(invitation),
      },
      {
        label: t('people.revoke'),
        icon: <CrossIcon />,
        dangerous: true,
        reason: whyNotRevoke(status, known.held),
        act: () => revocations.revoke(invitation),
      },
    ]
  }

  return {
    actionsOf,
    removal: removal.dialog,
    notices: { notices, onDismiss: dismiss },
    revocations: {
      ...revocations,
      undo: (invitation: Invitation) => {
        revocations.undo(invitation)
        focusMenu(invitation.id)
        tell(t('people.kept', { email: invitation.email }))
      },
    },
  }
}

/** Ends a membership after asking once more. Whoever leaves goes to the inbox, since nothing here is theirs any more. */
function useRemoval(
  { id: organization_id, name: organization }: Organization,
  own_id: string | undefined,
  tell: (text: string) => void,
) {
  const { t } = useMessages()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [member, setMember] = useState<Member>()
  const [opened, setOpened] = useState(false)
  const leaving = member?.id === own_id
  const name = member?.name ?? member?.email ?? t('people.nameless')

  const remove = useWrite(
    async ({ id }: Member) => {
      await usher.organizations.removeMember(organization_id, id)
      // Until the row is gone the dialog stays, so that it does not lead the keyboard back to it.
      if (!leaving) await queryClient.invalidateQueries({ queryKey: ['organizations', organization_id] })
    },
    {
      changes: ['session'],
      onSuccess: () => {
        setOpened(false)
        if (leaving) return void navigate({ to: '/' })
        focusContent()
        tell(t('people.removed', { name }))
      },
    },
  )

  return {
    ask: (who: Member) => {
      remove.reset()
      setMember(who)
      setOpened(true)
    },
    dialog: {
      opened,
      title: leaving ? t('people.leave_title', { organization }) : t('people.remove_title', { name, organization }),
      text: t(leaving ? 'people.leave_text' : 'people.remove_text'),
      action: t(leaving ? 'people.leave_submit' : 'people.remove_submit'),
      loading: remove.isPending,
      submitError: remove.error,
      onClose: () => setOpened(false),
      onConfirm: () => member && remove.mutate(member),
    },
  }
}
