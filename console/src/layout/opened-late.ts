import { useEffect, useState } from 'react'

/**
 * Whether a dialog is open, for one that is loaded when it is first opened: it gives the focus back only to what had it when
 * the dialog changed from closed to open, so it is closed for a moment first.
 */
export function useOpenedLate(opened: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => setLate(opened), [opened])
  return late
}
