import { UsherError } from '@usher/client'
import type { About, Invitation, Person } from './view.ts'

export function aboutInvitation(invitation: Invitation): About {
  return {
    organization: invitation.organization_name,
    organization_logo_url: invitation.organization_logo_url,
    inviter: invitation.inviting_user_name,
    address: invitation.masked_email,
  }
}

export function aboutPerson(person: Person | null): About {
  return { account: person?.email ?? person?.name ?? undefined }
}

/** What a refusal says besides its code. */
export function aboutError(error: unknown): About {
  if (!(error instanceof UsherError)) return {}
  const { problem, retry_after, request_id, message } = error
  return {
    organization: problem.organization_name ?? undefined,
    inviter: problem.inviting_user_name,
    seconds: retry_after,
    request_id,
    detail: message,
  }
}
