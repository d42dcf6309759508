import { openOperation } from '../http/operation.ts'
import { goneCodes } from '../invitations/invitation.ts'
import { preview as previewLink } from './preview.ts'
import { LinkPreview, LinkToken } from './schemas.ts'

export const preview = openOperation({
  id: 'preview_invitation_link',
  tag: 'Invitation links',
  summary: 'Show the invitation behind the link of a mail',
  description: 'Changes nothing, so mail scanners can do no harm. The address stays masked.',
  body: LinkToken,
  success: LinkPreview,
  refusals: ['not_found', ...goneCodes, 'superseded'],
  handle: ({ db }, { body }) => previewLink(db, body.token),
})
