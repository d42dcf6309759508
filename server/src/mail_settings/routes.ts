import { operation } from '../http/operation.ts'
import { Refusal } from '../http/problems.ts'
import { withVersion } from '../http/versions.ts'
import { OrganizationId } from '../organizations/schemas.ts'
import { changeMailSettings } from './change.ts'
import { previewMail } from './preview.ts'
import { MailPreview, MailPreviewRequest, MailSettings, MailSettingsChange } from './schemas.ts'
import { getMailSettings } from './settings.ts'

const tag = 'Organizations'

export const get = operation({
  id: 'get_mail_settings',
  tag,
  summary: 'See how the mails of an organization look and when they remind',
  scope: 'organizations:read',
  versioned: true,
  path: OrganizationId,
  success: MailSettings,
  refusals: ['permission_denied'],
  async handle({ db }, { caller, path }) {
    const found = await getMailSettings(db, caller, path.organization_id)
    return found instanceof Refusal ? found : withVersion(found, found.version)
  },
})

export const change = operation({
  id: 'change_mail_settings',
  tag,
  summary: 'Change how the mails of an organization look and when they remind',
  description:
    'What is left away stays as it is; `texts` are replaced as a whole. It holds for every mail that is sent from then on. A mail is written in the first language that is known of its reader: that of the invitation, that of the user who holds the address, that of the organization, else English.',
  scope: 'organizations:write',
  versioned: true,
  path: OrganizationId,
  body: MailSettingsChange,
  success: MailSettings,
  refusals: ['permission_denied'],
  async handle({ db }, { caller, path, body, ifMatch, requestId }) {
    const asked = { caller, organizationId: path.organization_id, change: body, ifMatch, requestId }
    const changed = await changeMailSettings(db, asked)
    return changed instanceof Refusal ? changed : withVersion(changed, changed.version)
  },
})

export const preview = operation({
  id: 'preview_mail',
  tag,
  summary: 'See a mail of an organization before it is sent',
  description:
    'With the settings of the organization, or with those of `settings` in their place, which are not kept. What is not given is made up, and its links are samples: nothing is sent, and no invitation comes of it.',
  scope: 'organizations:read',
  path: OrganizationId,
  body: MailPreviewRequest,
  success: MailPreview,
  refusals: ['permission_denied'],
  handle: ({ db, config }, { caller, path, body }) =>
    previewMail(db, config, { caller, organizationId: path.organization_id, asked: body }),
})
