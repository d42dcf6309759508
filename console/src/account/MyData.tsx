import { Button, Group, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { forgetEverything, usher } from '../api.ts'
import { ConfirmDialog } from '../layout/ConfirmDialog.tsx'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { useChange, useMe } from './account.ts'
import { saveAsFile } from './save-as-file.ts'
import { Section } from './Section.tsx'

/** What the law calls access and erasure. */
export function MyData() {
  const { t } = useMessages()
  const [erasing, dialog] = useDisclosure(false)
  const get = useChange(async () => saveAsFile('usher-export.json', await usher.me.export()))
  return (
    <Section title={t('data.title')} text={t('data.text')}>
      <Group>
        <Button variant="default" loading={get.isPending} onClick={() => get.mutate(undefined)}>
          {t('data.export')}
        </Button>
        <Button variant="outline" color="red" onClick={dialog.open}>
          {t('data.erase')}
        </Button>
      </Group>
      {get.error && <ProblemNotice error={get.error} />}
      <Text role="status" hidden={!get.isSuccess} size="sm">
        {get.isSuccess && t('data.exported')}
      </Text>
      <EraseDialog opened={erasing} onClose={dialog.close} />
    </Section>
  )
}

/** Erasing cannot be taken back, so it is not done by a click alone: one's own address has to be typed. */
function EraseDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useMessages()
  const me = useMe()
  const [typed, setTyped] = useState('')
  const address = me.data?.addresses[0]?.email ?? me.data?.name ?? me.data?.id ?? ''
  const erase = useChange(() => usher.me.erase(), {
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
      disabled={address === '' || typed.trim().toLowerCase() !== address.toLowerCase()}
      onClose={() => {
        setTyped('')
        erase.reset()
        onClose()
      }}
      onConfirm={() => erase.mutate(undefined)}
    >
      <TextInput
        label={t('data.erase_confirm', { address })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        data-autofocus
      />
    </ConfirmDialog>
  )
}
