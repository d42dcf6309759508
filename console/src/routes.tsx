import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { InboxPage } from './inbox/InboxPage.tsx'
import { MissingPage } from './layout/MissingPage.tsx'
import { Shell } from './layout/Shell.tsx'
import { SignedInOnly } from './layout/SignedInOnly.tsx'
import { SignedOutPage } from './layout/SignedOutPage.tsx'
import { readPeopleSearch } from './people/search.ts'

/**
 * The sitemap of the console. `/console/invitations/{id}` is missing on purpose: it is the page that mails lead to, an
 * entry of its own (`join.tsx`), so link to it with a plain `<a>`.
 */
const root = createRootRoute({ component: Shell, notFoundComponent: MissingPage })

const signedOut = createRoute({ getParentRoute: () => root, path: '/signed-out', component: SignedOutPage })

const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedInOnly })

const inbox = createRoute({ getParentRoute: () => signedIn, path: '/', component: InboxPage })

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/AccountPage.tsx'), 'AccountPage'),
})

const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/organizations/$organizationId/people',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import('./people/PeoplePage.tsx'), 'PeoplePage'),
})

const newOrganization = createRoute({
  getParentRoute: () => signedIn,
  path: '/organizations/new',
  component: lazyRouteComponent(() => import('./organizations/NewOrganizationPage.tsx'), 'NewOrganizationPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([signedOut, signedIn.addChildren([inbox, account, people, newOrganization])]),
  basepath: '/console',
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
