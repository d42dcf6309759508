import { useMessages } from '../messages/messages.tsx'
import { Heading } from './Heading.tsx'
import classes from './page.module.css'

/** In the shape of what is coming, so that nothing jumps. */
export function Loading() {
  const { t } = useMessages()
  return (
    <div className={classes['loading']}>
      <div className={classes['hidden']} role="status">
        {t('app.loading')}
      </div>
      <div className={classes['logo']} aria-hidden />
      <div className={classes['hidden']}>
        <Heading>{t('join.loading')}</Heading>
      </div>
      {[70, 40, 100, 100, 100].map((width, line) => (
        // Lines that never change places.
        <div key={line} className={classes['line']} style={{ width: `${width}%` }} aria-hidden />
      ))}
    </div>
  )
}
