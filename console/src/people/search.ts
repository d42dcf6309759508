import { tabs } from './rows.ts'
import type { Tab } from './rows.ts'

/** What the address of the page says of what it shows. */
interface PeopleSearch {
  tab?: Tab
  q?: string
}

/** Reads the query of the page's address; what is not understood is left away. */
export function readPeopleSearch({ tab, q }: Record<string, unknown>): PeopleSearch {
  const known = tabs.find((each) => each === tab)
  const text = typeof q === 'string' || typeof q === 'number' || typeof q === 'boolean' ? String(q) : ''
  return { ...(known && known !== 'all' && { tab: known }), ...(text && { q: text }) }
}
