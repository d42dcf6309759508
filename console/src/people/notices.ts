import { useEffect, useRef, useState } from 'react'

export interface Notice {
  id: number
  text: string
  /** To be copied by hand; such a notice stays until it is closed. */
  link: string | undefined
}

const shown_ms = 8_000

/** What the page tells for a while without being asked. */
export function useNotices() {
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const [timers] = useState(() => new Set<number>())
  const last = useRef(0)
  useEffect(() => () => timers.forEach((timer) => clearTimeout(timer)), [timers])
  const dismiss = (id: number) => setNotices((now) => now.filter((notice) => notice.id !== id))
  return {
    notices,
    dismiss,
    tell: (text: string, link?: string) => {
      const id = ++last.current
      setNotices((now) => [...now, { id, text, link }])
      if (link === undefined) timers.add(window.setTimeout(() => dismiss(id), shown_ms))
    },
  }
}
