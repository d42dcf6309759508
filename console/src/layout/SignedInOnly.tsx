import { Button, Center, Loader } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { signInUrl, useSession } from '../session.ts'
import { Notice } from './Notice.tsx'
import { useTitle } from './title.ts'

/** The pages inside are for somebody; to nobody a way in is shown instead, which leads back to the page. */
export function SignedInOnly() {
  const { t } = useMessages()
  const session = useSession()
  if (session.data?.user) return <Outlet />
  if (session.data) return <Landing />
  if (session.error) return <ProblemNotice error={session.error} onRetry={() => session.refetch()} />
  return (
    <Center mih="50dvh">
      <Loader aria-label={t('app.loading')} />
    </Center>
  )
}

function Landing() {
  const { t } = useMessages()
  useTitle(t('landing.sign_in'))
  return (
    <Notice title={t('landing.title')} text={t('landing.text')}>
      <Button component="a" href={signInUrl()} size="md">
        {t('landing.sign_in')}
      </Button>
    </Notice>
  )
}
