import { Fields, Type } from '../../http/schemas.ts'
import { type EventType, Nothing } from './event-type.ts'

const subject = 'service_account'

export const serviceAccountEvents = {
  'service_account.created': {
    description: 'A service account was made. That it is a member, and with which roles, `member.added` says.',
    subject,
    data: Nothing,
  },
  'service_account.key_rotated': {
    description: 'A service account has a new key.',
    subject,
    data: Fields({ overlap_seconds: Type.Integer({ description: 'How long the key before still works.' }) }),
  },
  'service_account.key_revoked': {
    description: 'The keys of a service account ended.',
    subject,
    data: Nothing,
  },
  'service_account.deleted': {
    description: 'A service account ended. That it is a member no longer `member.removed` says, wherever it was one.',
    subject,
    data: Nothing,
  },
} as const satisfies Record<string, EventType>
