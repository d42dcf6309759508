import { useEffect } from 'react'
import { useMessages } from '../messages/messages.tsx'
import classes from './page.module.css'

/** What the page is about, in the card and in the browser's tab. It can take the focus, so that reading goes on from it. */
export function Heading({ children: text }: { children: string }) {
  const { t } = useMessages()
  useEffect(() => {
    document.title = `${text} · ${t('app.name')}`
  }, [text, t])
  return (
    <h1 className={classes['heading']} tabIndex={-1}>
      {text}
    </h1>
  )
}
