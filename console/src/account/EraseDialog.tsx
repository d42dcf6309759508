import { List, Text, TextInput } from '@mantine/core'
import { UsherError } from '@usher/client'
import { useState } from 'react'
import { forgetEverything, usher } from '../api.ts'
import { ConfirmDialog } from '../layout/ConfirmDialog.tsx'
import { useMessages } from '../messages/messages.tsx'
import { useChange, useMe } from './account.ts'

/** Erasing cannot be taken back, so it is not done by a click alone: an address of one's own has to be typed. */
export function EraseDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useMessages()
  const me = useMe()
  const [typed, setTyped] = useState('')
  const own = me.data ? [...me.data.addresses.map(({ email }) => email), me.data.id] : []
  const isOwn = own.some((name) => name.toLowerCase() === typed.trim().toLowerCase())
  const erase = useChange((confirm: string) => usher.me.erase(confirm), {
    onSuccess: () => {
      forgetEverything()
      location.replace('/console/signed-out')
    },
  })
  return (
    <ConfirmDialog
      opened={opened}
      title={t('data.erase_title')}
      text={t('data.erase_text')}
      action={t('data.erase')}
      loading={erase.isPending || erase.isSuccess}
      submitError={erase.error}
      disabled={!isOwn}
      onClose={() => {
        setTyped('')
        erase.reset()
        onClose()
      }}
      onConfirm={() => erase.mutate(typed.trim())}
    >
      <TextInput
        label={t('data.erase_confirm', { address: own[0] ?? '' })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        data-autofocus
      />
      <OwnedAlone error={erase.error} />
    </ConfirmDialog>
  )
}

/** The organizations that would be left without an owner, so that one knows where to make somebody else one. */
function OwnedAlone({ error }: { error: Error | null }) {
  const { t } = useMessages()
  const organizations = error instanceof UsherError ? namesIn(error.problem['organizations']) : []
  if (organizations.length === 0) return null
  return (
    <div>
      <Text size="sm">{t('data.owned_alone')}</Text>
      <List size="sm">
        {organizations.map(({ id, name }) => (
          <List.Item key={id}>
            <bdi>{name}</bdi>
          </List.Item>
        ))}
      </List>
    </div>
  )
}

function namesIn(member: unknown): readonly { id: string; name: string }[] {
  return Array.isArray(member) ? member : []
}
