import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { Address } from '@usher/client'
import { usher } from '../api.ts'
import { ConfirmDialog } from '../layout/ConfirmDialog.tsx'
import { useMessages } from '../messages/messages.tsx'
import { useChange } from './account.ts'
import classes from './account.module.css'
import { VerifyAddress } from './VerifyAddress.tsx'

/** One address: whether it counts, who says so, and what can be done with it. */
export function AddressRow({ address, codeWasSent }: { address: Address; codeWasSent: boolean }) {
  const { t } = useMessages()
  const [asking, dialog] = useDisclosure(false)
  const remove = useChange(() => usher.me.removeAddress(address.id))
  const { email, verified, vouched_by, signs_in } = address
  return (
    <Stack component="li" className={classes['row']} gap="sm">
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Text fw={500}>{email}</Text>
            <Badge variant="light" color={verified ? 'green' : 'yellow'} tt="none">
              {t(verified ? 'addresses.verified' : 'addresses.unverified')}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {vouched_by
              ? t('addresses.vouched_by', { issuer: hostOf(vouched_by) })
              : signs_in && t('addresses.signs_in')}
          </Text>
        </div>
        <Button
          variant="default"
          size="xs"
          // The service knows as well: what a login brings goes there, not here.
          disabled={vouched_by !== null}
          aria-label={t('addresses.remove_one', { address: email })}
          onClick={() => {
            remove.reset()
            dialog.open()
          }}
        >
          {t('addresses.remove')}
        </Button>
      </Group>
      {!verified && <VerifyAddress address={address} codeWasSent={codeWasSent} />}
      <ConfirmDialog
        opened={asking}
        title={t('addresses.remove_title', { address: email })}
        text={t('addresses.remove_text')}
        action={t('addresses.remove')}
        loading={remove.isPending}
        submitError={remove.error}
        onClose={dialog.close}
        onConfirm={() => remove.mutate(undefined, { onSuccess: dialog.close })}
      />
    </Stack>
  )
}

function hostOf(issuer: string): string {
  return URL.parse(issuer)?.host ?? issuer
}
