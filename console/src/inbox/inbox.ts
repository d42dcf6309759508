import { queryOptions, useQuery } from '@tanstack/react-query'
import { usher } from '../api.ts'
import { useSession } from '../session.ts'

const inboxQuery = queryOptions({
  queryKey: ['inbox'],
  queryFn: ({ signal }) => usher.invitations.list({ signal }).all(),
  refetchInterval: 30_000,
})

const detailsQuery = (invitation_id: string) =>
  queryOptions({
    queryKey: ['inbox-details', invitation_id],
    queryFn: ({ signal }) => usher.invitations.details(invitation_id, { signal }),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  })

/** The invitations that wait for an answer; asked for again every 30 seconds, which costs a 304 while nothing is new. */
export function useInbox() {
  const { data: session } = useSession()
  return useQuery({ ...inboxQuery, enabled: Boolean(session?.user) })
}

export function useInboxCount(): number {
  return useInbox().data?.length ?? 0
}

/** Roles, message and masked address, once they are wanted. */
export function useDetails(invitation_id: string, wanted: boolean) {
  return useQuery({ ...detailsQuery(invitation_id), enabled: wanted })
}
