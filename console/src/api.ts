import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Usher, UsherError } from '@usher/client'
import type { BrowserSession } from '@usher/client'

/** The service that this page came from, as whoever its cookie says. */
export const usher = new Usher({ baseUrl: location.origin })

/**
 * Reads are tried again by the client; what is on the page is looked at again whenever the page is. A write without a
 * connection fails at once and says so: kept back, it would happen when nobody thinks of it any more.
 */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: { retry: false, refetchOnWindowFocus: 'always', staleTime: 5_000 },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** Where something was answered with 401, whatever is still shown belongs to nobody. */
function onError(error: Error) {
  if (!(error instanceof UsherError) || error.status !== 401) return
  forgetEverything()
  queryClient.setQueryData<BrowserSession>(
    ['session'],
    (session) => session && { ...session, user: null, memberships: [] },
  )
}

/** Lets go of all that was read for somebody; who is signed in, and that nobody is, stays known. */
export function forgetEverything() {
  usher.forget()
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
}
