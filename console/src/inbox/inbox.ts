import { queryOptions, useQuery } from '@tanstack/react-query'
import { usher } from '../api.ts'
import { useSession } from '../session.ts'

const inboxQuery = queryOptions({
  queryKey: ['inbox'],
  queryFn: ({ signal }) => usher.invitations.list({ signal }).all(),
  refetchInterval: 30_000,
})

/** The invitations that wait for an answer; asked for again every 30 seconds, which costs a 304 while nothing is new. */
export function useInbox() {
  const { data: session } = useSession()
  return useQuery({ ...inboxQuery, enabled: Boolean(session?.user) })
}

export function useInboxCount(): number {
  return useInbox().data?.length ?? 0
}
