import { Button } from '@mantine/core'
import { useMessages } from '../messages/messages.tsx'
import { signInUrl } from '../session.ts'
import { Notice } from './Notice.tsx'
import { useTitle } from './title.ts'

/** Where signing out ends. */
export function SignedOutPage() {
  const { t } = useMessages()
  useTitle(t('signed_out.title'))
  return (
    <Notice title={t('signed_out.title')} text={t('signed_out.text')}>
      <Button component="a" href={signInUrl({ returnTo: '/console/' })}>
        {t('signed_out.again')}
      </Button>
    </Notice>
  )
}
