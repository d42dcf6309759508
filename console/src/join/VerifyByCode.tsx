import { TextInput } from '@mantine/core'
import type { Address } from '@usher/client'
import { UsherError } from '@usher/client'
import { useRef, useState } from 'react'
import { useWait } from '../account/wait.ts'
import { useMessages } from '../messages/messages.tsx'
import { BigButton } from './BigButton.tsx'
import { Failure } from './Failure.tsx'
import { usher } from './service.ts'
import classes from './page.module.css'

interface Props {
  /** Of the account, and not verified. */
  addresses: readonly Address[]
  onVerified: () => Promise<void>
}

/** The service mails a code to the same address at most this often. */
const resend_seconds = 60

/** Shows that an address is one's own, by the code that is mailed there. */
export function VerifyByCode({ addresses, onVerified }: Props) {
  const { t } = useMessages()
  const [address, setAddress] = useState<Address>()
  const [wait, startWait] = useWait(0)
  const { busy, failure, doing } = useBusy<'mailing' | 'verifying'>()

  const mail = (to: Address) =>
    doing('mailing', async () => {
      try {
        await usher.me.requestCode(to.id)
        startWait(resend_seconds)
      } catch (error) {
        if (!(error instanceof UsherError) || error.code !== 'rate_limited') throw error
        // One is on its way already.
        startWait(error.retry_after ?? resend_seconds)
      }
      setAddress(to)
    })
  const verify = (code: string) =>
    doing('verifying', async () => {
      if (address) await usher.me.verifyAddress(address.id, code)
      await onVerified()
    })

  if (!address) {
    return (
      <div className={classes['actions']}>
        <Failure failure={failure} />
        {addresses.map((each) => (
          <BigButton key={each.id} loading={busy === 'mailing'} onClick={() => mail(each)}>
            {t('join.mail_code', { address: each.email })}
          </BigButton>
        ))}
      </div>
    )
  }
  return (
    <form
      className={classes['actions']}
      onSubmit={(event) => {
        event.preventDefault()
        const code = new FormData(event.currentTarget).get('code')
        if (typeof code === 'string' && code.trim() !== '') void verify(code.trim())
      }}
    >
      <p className={classes['text']} role="status">
        {t('join.code_sent', { address: address.email })}
      </p>
      <TextInput
        label={t('join.code')}
        name="code"
        size="md"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        ref={(input) => input?.focus()}
      />
      <Failure failure={failure} />
      <BigButton type="submit" loading={busy === 'verifying'}>
        {t('join.verify')}
      </BigButton>
      <BigButton variant="default" loading={busy === 'mailing'} disabled={wait > 0} onClick={() => mail(address)}>
        {wait > 0 ? t('join.mail_another_wait', { seconds: wait }) : t('join.mail_another')}
      </BigButton>
    </form>
  )
}

/** One thing at a time, and why the last one did not work. */
function useBusy<What>() {
  const underWay = useRef(false)
  const [busy, setBusy] = useState<What | null>(null)
  const [failure, setFailure] = useState<Error | null>(null)
  const doing = async (what: What, act: () => Promise<void>) => {
    if (underWay.current) return
    underWay.current = true
    setBusy(what)
    setFailure(null)
    try {
      await act()
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)))
    } finally {
      underWay.current = false
      setBusy(null)
    }
  }
  return { busy, failure, doing }
}
