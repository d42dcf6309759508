import { Fields, named, type Static, Timestamp, Type } from '../http/schemas.ts'

export const MailSuppression = named(
  'MailSuppression',
  Fields({
    scope: Type.Enum(['all', 'reminders'], {
      description: '`all`: every mail but codes that somebody asks for. `reminders`: reminders of invitations only.',
    }),
    reason: Type.Enum(['bounced', 'complained', 'unsubscribed'], {
      description:
        '`bounced`: a mail server said that there is no such mailbox. `complained`: its reader called a mail spam. `unsubscribed`: its reader wants no reminders.',
    }),
    created: Timestamp(),
  }),
)
export type MailSuppression = Static<typeof MailSuppression>

export const OneAddress = Fields({ email: Type.String({ maxLength: 320, description: 'One address.' }) })
