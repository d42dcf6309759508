import { useMessages } from '../messages/messages.tsx'
import { ButtonLink } from './links.tsx'
import { Notice } from './Notice.tsx'
import { useTitle } from './title.ts'

export function MissingPage() {
  const { t } = useMessages()
  useTitle(t('missing.title'))
  return (
    <Notice title={t('missing.title')} text={t('missing.text')}>
      <ButtonLink to="/">{t('missing.home')}</ButtonLink>
    </Notice>
  )
}
