import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Invitation } from '@usher/client'
import { usher } from '../api.ts'
import { useSession } from '../session.ts'

const organizationQuery = (organization_id: string) =>
  queryOptions({
    queryKey: ['organizations', organization_id],
    queryFn: ({ signal }) => usher.organizations.get(organization_id, { signal }),
  })

export function useOrganization(organization_id: string) {
  return useQuery(organizationQuery(organization_id))
}

/** What the caller's roles allow there; nothing where they do not belong. */
export function useHeldPermissions(organization_id: string): readonly string[] {
  const { data: session } = useSession()
  return session?.memberships.find((each) => each.organization_id === organization_id)?.permissions ?? []
}

const noPage: string | undefined = undefined

/** What is loaded of the members, page by page. */
export function useMembers(organization_id: string) {
  return useInfiniteQuery(
    infiniteQueryOptions({
      queryKey: ['organizations', organization_id, 'members'],
      queryFn: ({ pageParam, signal }) => usher.organizations.members(organization_id, {}, { signal }).page(pageParam),
      initialPageParam: noPage,
      getNextPageParam: ({ next }) => next,
    }),
  )
}

const mailSeconds = 5

/** What is loaded of the pending invitations, for who may see them. Asked for again while a mail is on its way. */
export function usePendingInvitations(organization_id: string, enabled: boolean) {
  return useInfiniteQuery({
    ...infiniteQueryOptions({
      queryKey: invitationsKey(organization_id),
      queryFn: ({ pageParam, signal }) =>
        usher.organizations.invitations(organization_id, { only_pending: true }, { signal }).page(pageParam),
      initialPageParam: noPage,
      getNextPageParam: ({ next }) => next,
    }),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isMailOnItsWay)) ? mailSeconds * 1000 : false,
    enabled,
  })
}

export function invitationsKey(organization_id: string) {
  return ['organizations', organization_id, 'invitations']
}

function isMailOnItsWay({ delivery: { state } }: Invitation): boolean {
  return state === 'queued' || state === 'sending'
}

export function useRoles(organization_id: string) {
  return useQuery({
    queryKey: ['organizations', organization_id, 'roles'],
    queryFn: ({ signal }) => usher.organizations.roles(organization_id, {}, { signal }).all(),
  })
}
