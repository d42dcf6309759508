import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { Address } from '@usher/client'
import { UsherError } from '@usher/client'
import { useState } from 'react'
import { usher } from '../api.ts'
import { useMessages } from '../messages/messages.tsx'
import { wordsFor } from '../problems/problem.ts'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { useChange } from './account.ts'
import { useWait } from './wait.ts'

/** The service mails a code to the same address at most this often. */
const resend_seconds = 60

const aboutTheCode = new Set(['wrong_code', 'code_ended', 'validation_failed'])

/** Takes the code that was mailed to an address, and has another one mailed. */
export function VerifyAddress({ address: { id, email }, codeWasSent }: { address: Address; codeWasSent: boolean }) {
  const { t } = useMessages()
  const [code, setCode] = useState('')
  const [wait, startWait] = useWait(codeWasSent ? resend_seconds : 0)
  const verify = useChange((code: string) => usher.me.verifyAddress(id, code))
  const resend = useChange(() => usher.me.requestCode(id), { onSuccess: () => startWait(resend_seconds) })
  const sent = codeWasSent || resend.isSuccess
  const wrong = verify.error instanceof UsherError && aboutTheCode.has(verify.error.code)

  const sendAgain = () => {
    verify.reset()
    resend.mutate(undefined, {
      onError: (error) => error instanceof UsherError && error.retry_after && startWait(error.retry_after),
    })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!verify.isPending && code.trim() !== '') verify.mutate(code.trim())
      }}
    >
      <Stack gap="xs">
        <Text size="sm" role="status">
          {sent ? t('addresses.code_sent', { address: email }) : t('addresses.code_needed')}
        </Text>
        <Group align="end">
          <TextInput
            label={t('addresses.code')}
            value={code}
            onChange={(event) => {
              setCode(event.currentTarget.value)
              verify.reset()
            }}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
            w={160}
            error={wrong}
          />
          <Button type="submit" loading={verify.isPending}>
            {t('addresses.verify')}
          </Button>
          <Button variant="subtle" onClick={sendAgain} loading={resend.isPending} disabled={wait > 0}>
            {wait > 0 ? t('addresses.resend_wait', { seconds: wait }) : t('addresses.resend')}
          </Button>
        </Group>
        {wrong && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {wordsFor(verify.error, t)}
          </Text>
        )}
        {verify.error && !wrong && <ProblemNotice error={verify.error} />}
        {resend.error && <ProblemNotice error={resend.error} />}
      </Stack>
    </form>
  )
}
