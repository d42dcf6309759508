import type { Template } from '../mail/templates.ts'

/** What a notice says: mails to members about what happened in their organization. */
export type NoticeTemplate = Exclude<Template, 'invitation' | 'resent' | 'reminder' | 'revoked'>
