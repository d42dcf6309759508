import { useEffect, useRef } from 'react'
import { useMessages } from '../messages/messages.tsx'
import { wordsFor } from '../problems/problem.ts'
import classes from './page.module.css'

/**
 * Why the last thing did not work, to those who see and to those who listen. The button that was pressed lost the focus while
 * it could not be pressed: the keyboard goes on from here.
 */
export function Failure({ failure }: { failure: Error | null }) {
  const { t } = useMessages()
  const alert = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (failure && document.activeElement === document.body) alert.current?.focus()
  }, [failure])
  return (
    <div role="alert" className={classes['alert']} tabIndex={-1} ref={alert}>
      {failure && <p className={classes['failure']}>{wordsFor(failure, t)}</p>}
    </div>
  )
}
