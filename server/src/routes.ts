import type { Sitemap } from './http/register.ts'
import * as applications from './applications/routes.ts'
import * as clients from './clients/routes.ts'
import * as consolePages from './console/pages.ts'
import { mailFrame } from './console/mail-frame.ts'
import * as events from './events/routes.ts'
import * as requests from './invitation_requests/routes.ts'
import * as invitations from './invitations/routes.ts'
import * as links from './links/routes.ts'
import * as mailSettings from './mail_settings/routes.ts'
import * as mailSuppressions from './mail_suppressions/routes.ts'
import * as members from './members/routes.ts'
import { metricsPage } from './operation/metrics-access.ts'
import * as organizations from './organizations/routes.ts'
import * as ownership from './ownership/routes.ts'
import type { Pages } from './pages.ts'
import * as pages from './pages.ts'
import * as platform from './platform/routes.ts'
import * as roles from './roles/routes.ts'
import * as serviceAccounts from './service_accounts/routes.ts'
import * as sessionPages from './session/pages.ts'
import * as session from './session/routes.ts'
import * as sessions from './sessions/routes.ts'
import * as teams from './teams/routes.ts'
import * as users from './users/routes.ts'
import { ofOrganization as webhooks, ofPlatform as platformWebhooks } from './webhooks/routes.ts'

/** Every operation of the API. */
export const sitemap: Sitemap = {
  'GET /invitations': invitations.listMine,
  'GET /invitations/{invitation_id}': invitations.getMine,
  'POST /invitations/{invitation_id}': invitations.respond,
  'GET /invitations/{invitation_id}/details': invitations.getMineInDetail,
  'POST /invitations/{invitation_id}/requests': requests.ask,
  'GET /invitation-requests': requests.listMine,
  'POST /invitation-links/preview': links.preview,
  'POST /invitation-links/claim': links.claim,
  'POST /invitation-links/sign-in': links.signIn,
  'GET /invitation-links/sign-in/{sign_in_id}': links.previewSignInById,
  'POST /invitation-links/report': links.report,
  'POST /invitation-links/requests': requests.askByLink,
  'POST /invitation-links/renewal-requests': requests.askForRenewalByLink,

  'GET /organizations': organizations.list,
  'POST /organizations': organizations.create,
  'GET /organizations/{organization_id}': organizations.get,
  'PATCH /organizations/{organization_id}': organizations.change,
  'DELETE /organizations/{organization_id}': organizations.remove,

  'GET /organizations/{organization_id}/mail-settings': mailSettings.get,
  'PATCH /organizations/{organization_id}/mail-settings': mailSettings.change,
  'POST /organizations/{organization_id}/mail-settings/preview': mailSettings.preview,

  'GET /organizations/{organization_id}/owners': ownership.list,
  'POST /organizations/{organization_id}/owners': ownership.offer,
  'DELETE /organizations/{organization_id}/owners': ownership.withdraw,

  'GET /organizations/{organization_id}/invitations': invitations.list,
  'POST /organizations/{organization_id}/invitations': invitations.create,
  'POST /organizations/{organization_id}/invitations/batch': invitations.createBatch,
  'GET /organizations/{organization_id}/invitations/{invitation_id}': invitations.get,
  'GET /organizations/{organization_id}/invitations/{invitation_id}/events': invitations.events,
  'GET /organizations/{organization_id}/invitations/{invitation_id}/deliveries': invitations.deliveries,
  'PATCH /organizations/{organization_id}/invitations/{invitation_id}': invitations.edit,
  'DELETE /organizations/{organization_id}/invitations/{invitation_id}': invitations.revoke,
  'POST /organizations/{organization_id}/invitations/{invitation_id}/resend': invitations.resend,

  'GET /organizations/{organization_id}/events': events.list,

  'GET /organizations/{organization_id}/invitation-requests': requests.list,
  'GET /organizations/{organization_id}/invitation-requests/{request_id}': requests.get,
  'POST /organizations/{organization_id}/invitation-requests/{request_id}': requests.decide,

  'GET /organizations/{organization_id}/members': members.list,
  'PATCH /organizations/{organization_id}/members': members.change,
  'DELETE /organizations/{organization_id}/members': members.remove,
  'GET /organizations/{organization_id}/members/{user_id}': members.get,

  'GET /organizations/{organization_id}/roles': roles.list,
  'POST /organizations/{organization_id}/roles': roles.create,
  'GET /roles/{role_id}': roles.get,
  'PATCH /roles/{role_id}': roles.change,
  'DELETE /roles/{role_id}': roles.remove,
  'GET /roles/{role_id}/assignments': roles.listAssignments,
  'POST /roles/{role_id}/assignments': roles.assign,
  'DELETE /roles/{role_id}/assignments': roles.unassign,

  'GET /organizations/{organization_id}/teams': teams.list,
  'POST /organizations/{organization_id}/teams': teams.create,
  'GET /teams/{team_id}': teams.get,
  'PATCH /teams/{team_id}': teams.change,
  'DELETE /teams/{team_id}': teams.remove,
  'GET /teams/{team_id}/members': teams.listMembers,
  'POST /teams/{team_id}/members': teams.addMember,
  'DELETE /teams/{team_id}/members': teams.removeMember,

  'GET /organizations/{organization_id}/service-accounts': serviceAccounts.list,
  'POST /organizations/{organization_id}/service-accounts': serviceAccounts.create,
  'GET /organizations/{organization_id}/service-accounts/{service_account_id}': serviceAccounts.get,
  'DELETE /organizations/{organization_id}/service-accounts/{service_account_id}': serviceAccounts.remove,
  'POST /organizations/{organization_id}/service-accounts/{service_account_id}/key': serviceAccounts.rotateKey,
  'DELETE /organizations/{organization_id}/service-accounts/{service_account_id}/key': serviceAccounts.revokeKey,

  'GET /organizations/{organization_id}/webhook-endpoints': webhooks.list,
  'POST /organizations/{organization_id}/webhook-endpoints': webhooks.create,
  'GET /organizations/{organization_id}/webhook-endpoints/{endpoint_id}': webhooks.get,
  'PATCH /organizations/{organization_id}/webhook-endpoints/{endpoint_id}': webhooks.change,
  'DELETE /organizations/{organization_id}/webhook-endpoints/{endpoint_id}': webhooks.remove,
  'POST /organizations/{organization_id}/webhook-endpoints/{endpoint_id}/rotate-secret': webhooks.rotate,
  'POST /organizations/{organization_id}/webhook-endpoints/{endpoint_id}/test': webhooks.test,
  'POST /organizations/{organization_id}/webhook-endpoints/{endpoint_id}/replay': webhooks.replay,
  'GET /organizations/{organization_id}/webhook-endpoints/{endpoint_id}/deliveries': webhooks.listDeliveries,
  'GET /organizations/{organization_id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}': webhooks.getDelivery,
  'POST /organizations/{organization_id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/redeliver':
    webhooks.redeliver,

  'GET /clients': clients.list,
  'POST /clients': clients.register,
  'GET /clients/{client_id}': clients.get,
  'PATCH /clients/{client_id}': clients.change,
  'DELETE /clients/{client_id}': clients.revoke,
  'POST /clients/{client_id}/secret': clients.rotate,

  'GET /memberships': platform.memberships,
  'GET /platform/organizations': platform.listOrganizations,
  'GET /platform/organizations/{external_id}': platform.getOrganization,
  'PUT /platform/organizations/{external_id}': platform.putOrganization,
  'POST /platform/members': platform.importMembers,
  'GET /platform/webhook-endpoints': platformWebhooks.list,
  'POST /platform/webhook-endpoints': platformWebhooks.create,
  'GET /platform/webhook-endpoints/{endpoint_id}': platformWebhooks.get,
  'PATCH /platform/webhook-endpoints/{endpoint_id}': platformWebhooks.change,
  'DELETE /platform/webhook-endpoints/{endpoint_id}': platformWebhooks.remove,
  'POST /platform/webhook-endpoints/{endpoint_id}/rotate-secret': platformWebhooks.rotate,
  'POST /platform/webhook-endpoints/{endpoint_id}/test': platformWebhooks.test,
  'POST /platform/webhook-endpoints/{endpoint_id}/replay': platformWebhooks.replay,
  'GET /platform/webhook-endpoints/{endpoint_id}/deliveries': platformWebhooks.listDeliveries,
  'GET /platform/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}': platformWebhooks.getDelivery,
  'POST /platform/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/redeliver': platformWebhooks.redeliver,

  'GET /operators': platform.listOperators,
  'POST /operators': platform.addOperator,
  'DELETE /operators/{user_id}': platform.removeOperator,

  'GET /mail-suppressions': mailSuppressions.list,
  'DELETE /mail-suppressions': mailSuppressions.lift,

  'GET /users/me': users.get,
  'PATCH /users/me': users.change,
  'DELETE /users/me': users.erase,
  'GET /users/me/export': users.exportAll,
  'GET /users/me/addresses': users.listAddresses,
  'POST /users/me/addresses': users.addAddress,
  'DELETE /users/me/addresses/{address_id}': users.removeAddress,
  'POST /users/me/addresses/{address_id}/code': users.requestCode,
  'POST /users/me/addresses/{address_id}/verify': users.verifyAddress,
  'GET /users/me/organizations': users.listOrganizations,
  'GET /users/me/ownership-offers': ownership.listMine,
  'POST /users/me/ownership-offers/{offer_id}': ownership.answer,
  'GET /users/me/blocks': users.listBlocks,
  'DELETE /users/me/blocks/{organization_id}': users.removeBlock,
  'GET /users/me/sessions': sessions.list,
  'DELETE /users/me/sessions/{session_id}': sessions.end,
  'GET /users/me/applications': applications.list,
  'DELETE /users/me/applications/{client_id}': applications.remove,

  'GET /users': platform.listUsers,
  'GET /users/{user_id}': platform.getUser,
  'PATCH /users/{user_id}': platform.changeUser,

  'GET /session': session.get,
  'POST /session/sign-out': session.signOut,
}

/**
 * Pages and everything else that is not part of the API. The built-in issuer adds `/oauth/*` and the documents under
 * `/.well-known/` that name it; browsers send their reports on the pages to `/session/csp-reports`, providers of mail theirs to
 * `/mail-reports/*`, and `/unsubscribe` ends reminders.
 */
export const elsewhere: Pages = {
  'GET /': pages.home,
  'GET /livez': pages.livez,
  'GET /readyz': pages.readyz,
  'GET /metrics': metricsPage,
  'GET /openapi.json': pages.openapi,
  'GET /.well-known/oauth-protected-resource': pages.protectedResource,
  'GET /console': consolePages.app,
  'GET /console/': consolePages.app,
  'GET /console/*': consolePages.app,
  'GET /console/invitations/:invitation_id': consolePages.invitation,
  'GET /console/assets/*': consolePages.asset,
  'GET /console/mail-frame': mailFrame,
  'GET /session/sign-in': sessionPages.signIn,
  'GET /session/callback': sessionPages.callback,
  'GET /join': consolePages.invitation,
  'GET /docs': pages.docs,
  'GET /docs/problems': pages.problems,
  'GET /mailbox': pages.mailbox,
  'GET /mailbox/messages': pages.mailboxMessages,
  'GET /mailbox/:message_id': pages.mailbox,
}
