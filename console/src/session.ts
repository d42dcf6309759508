import { queryOptions, useQuery } from '@tanstack/react-query'
import { forgetEverything, usher } from './api.ts'
import { useWrite } from './write.ts'

const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => usher.session.get({ signal }),
  staleTime: 30_000,
})

/** Who is signed in here; `user` is null where nobody is. */
export function useSession() {
  return useQuery(sessionQuery)
}

/** Where to sign in, so that this very page comes back afterwards. */
export function signInUrl(options: { switchAccount?: boolean; returnTo?: string } = {}): string {
  const returnTo = options.returnTo ?? location.pathname + location.search
  const query = new URLSearchParams({ return_to: returnTo, ...(options.switchAccount && { switch: 'true' }) })
  return `/session/sign-in?${query}`
}

/** Ends the session and leaves the page, with all that it remembers, for where the service says. */
export function useSignOut() {
  return useWrite(() => usher.session.signOut(), {
    onSuccess: ({ url }) => {
      forgetEverything()
      location.replace(url)
    },
    changes: [],
  })
}
