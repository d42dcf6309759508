import { useDebouncedCallback } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Tab } from './rows.ts'
import { readPeopleSearch } from './search.ts'

const from = '/signed-in/organizations/$organizationId/people'
const typing_ms = 250

/**
 * The tab and the text that is searched for, kept in the page's address. A tab is a place to come back to; what is typed
 * is not, and gets there when the typing pauses.
 */
export function usePeopleSearch() {
  const { tab = 'all', q = '' } = useSearch({ from })
  const navigate = useNavigate({ from: '/organizations/$organizationId/people' })
  const [query, setQuery] = useState(q)
  const written = useRef(q)
  const write = useDebouncedCallback((text: string) => {
    written.current = text
    void navigate({ search: (now) => readPeopleSearch({ ...now, q: text }), replace: true })
  }, typing_ms)
  useEffect(() => {
    if (q !== written.current) setQuery(q)
    written.current = q
  }, [q])
  return {
    tab,
    query,
    show: (next: Tab) => void navigate({ search: (now) => readPeopleSearch({ ...now, tab: next }) }),
    find: (text: string) => {
      setQuery(text)
      write(text)
    },
  }
}
