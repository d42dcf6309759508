import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { usher } from '../api.ts'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { useChange } from './account.ts'
import { EraseDialog } from './EraseDialog.tsx'
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
        <Button variant="default" loading={get.isPending} onClick={() => get.mutate()}>
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
