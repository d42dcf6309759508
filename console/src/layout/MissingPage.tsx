import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMessages } from '../messages/messages.tsx'
import { Notice } from './Notice.tsx'
import { useTitle } from './title.ts'

export function MissingPage() {
  const { t } = useMessages()
  useTitle(t('missing.title'))
  return (
    <Notice title={t('missing.title')} text={t('missing.text')}>
      <Button component={Link} to="/">
        {t('missing.home')}
      </Button>
    </Notice>
  )
}
