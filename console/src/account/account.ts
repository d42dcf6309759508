import { queryOptions, useQuery } from '@tanstack/react-query'
import { usher } from '../api.ts'
import { useWrite } from '../write.ts'

const meQuery = queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => usher.me.get({ signal }) })

const sessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => usher.me.sessions({ signal }).all(),
})

const organizationsQuery = queryOptions({
  queryKey: ['me', 'organizations'],
  queryFn: ({ signal }) => usher.me.organizations({}, { signal }).all(),
})

const applicationsQuery = queryOptions({
  queryKey: ['me', 'applications'],
  queryFn: ({ signal }) => usher.me.applications({ signal }),
})

const blocksQuery = queryOptions({
  queryKey: ['me', 'blocks'],
  queryFn: ({ signal }) => usher.me.blocks({ signal }),
})

/** Name, picture and addresses. */
export function useMe() {
  return useQuery(meQuery)
}

export function useSessions() {
  return useQuery(sessionsQuery)
}

export function useMyOrganizations() {
  return useQuery(organizationsQuery)
}

export function useApplications() {
  return useQuery(applicationsQuery)
}

export function useBlocks() {
  return useQuery(blocksQuery)
}

/** A change to what is one's own; the inbox is asked for again as well, since it depends on the addresses. */
export function useChange<Input, Result>(
  change: (input: Input) => Promise<Result>,
  options: { onSuccess?: (result: Result, input: Input) => void } = {},
) {
  return useWrite(change, { ...options, changes: ['me', 'session', 'inbox'] })
}
