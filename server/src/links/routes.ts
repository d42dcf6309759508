import { Answer, openOperation, operation } from '../http/operation.ts'
import { Refusal } from '../http/problems.ts'
import { Type } from '../http/schemas.ts'
import { goneCodes } from '../invitations/invitation.ts'
import { claim as claimLink } from './claim.ts'
import { preview as previewLink } from './preview.ts'
import { report as reportLink } from './report.ts'
import {
  Claimed,
  LinkPreview,
  LinkReport,
  LinkToken,
  SignInId,
  SignInPreview,
  SignInStart,
  SignInUrl,
} from './schemas.ts'
import { beginSignIn, previewSignIn } from './sign-in.ts'
import { rememberSignIn, signInOf } from './way-back.ts'

export const preview = openOperation({
  id: 'preview_invitation_link',
  tag: 'Invitation links',
  summary: 'Show the invitation behind the link of a mail',
  description:
    'Mail scanners can do no harm with it: it answers nothing and verifies nothing, however often it is sent. The first time is recorded as `invitation.seen`, which says that somebody opened the link, and not who. The address stays masked.',
  body: LinkToken,
  success: LinkPreview,
  refusals: ['not_found', ...goneCodes, 'superseded', 'rate_limited'],
  async handle(usher, { body, requestId, network }) {
    return usher.guesses.counting(network(), await previewLink(usher, { token: body.token, requestId }))
  },
})

export const claim = operation({
  id: 'claim_invitation_link',
  tag: 'Invitation links',
  summary: 'Open the invitation behind the link of a mail',
  description:
    'For who is signed in and came by the link. Answers which invitation it is, if it is yours: to an address that your account holds, verified, or has unverified, which is verified by this. It signs nobody in, verifies no other address, and takes none from another account. Claiming twice answers the same again.',
  scope: 'invitations:respond',
  body: LinkToken,
  success: Claimed,
  refusals: [
    'user_context_required',
    'own_application_required',
    'recipient_mismatch',
    'not_found',
    ...goneCodes,
    'superseded',
    'rate_limited',
  ],
  async handle(usher, { caller, body, requestId, network }) {
    return usher.guesses.counting(network(), await claimLink(usher, { caller, token: body.token, requestId }))
  },
})

export const report = openOperation({
  id: 'report_invitation_link',
  tag: 'Invitation links',
  summary: 'Say that the invitation behind the link of a mail is not for you',
  description:
    'For whoever reads the mail, without signing in. No more mails of this invitation are sent, and whoever looks after it sees that at the next one; the operators see the report. The invitation itself stays as it is, so nobody loses one because another reads their mail. Reporting twice answers the same again.',
  body: LinkReport,
  success: Type.Null(),
  refusals: ['not_found', ...goneCodes, 'superseded', 'rate_limited'],
  async handle(usher, { body, requestId, network }) {
    return usher.guesses.counting(network(), await reportLink(usher, { ...body, requestId }))
  },
})

export const signIn = openOperation({
  id: 'sign_in_for_invitation',
  tag: 'Invitation links',
  summary: 'Sign in to answer the invitation behind a link',
  description:
    'For the page that the link leads to. Sets the cookie `usher_way_back` and says where the browser goes to sign in, from where it comes back to the invitation. The mail with a code to the invited address then carries a link back as well, so it can be opened in another browser; that browser sends `sign_in_id` instead of the token. The way back is open for a day.',
  body: SignInStart,
  success: SignInUrl,
  refusals: ['not_found', ...goneCodes, 'superseded', 'rate_limited'],
  async handle(usher, { body, header, network }) {
    const { token, sign_in_id: signInId = '' } = body
    const shows = token === undefined ? { signInId } : { token }
    const current = signInOf(usher.config, header('cookie'))
    const begun = await usher.guesses.counting(network(), await beginSignIn(usher, shows, current))
    if (begun instanceof Refusal) return begun
    return new Answer({ url: begun.url }, { 'set-cookie': rememberSignIn(usher.config, begun.id) })
  },
})

export const previewSignInById = openOperation({
  id: 'preview_sign_in',
  tag: 'Invitation links',
  summary: 'Show the invitation that a sign-in was begun for',
  description: 'For the page `/join?sign_in=...` that the mail with a code links to. Shows what the preview shows.',
  path: SignInId,
  success: SignInPreview,
  refusals: [...goneCodes, 'superseded', 'rate_limited'],
  async handle(usher, { path, network }) {
    return usher.guesses.counting(network(), await previewSignIn(usher, path.sign_in_id))
  },
})
