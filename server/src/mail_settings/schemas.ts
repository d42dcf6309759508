import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'
import { TimeZone } from '../http/time-zone.ts'
import { mailLanguages } from '../mail/messages/messages.ts'
import { type Template, templates } from '../mail/templates.ts'

const most_reminders = 5
const largest_hours = 8_760

const OwnWords = named(
  'MailWords',
  Fields({
    introduction: Type.Optional(
      Type.String({
        maxLength: 2_000,
        description: 'Before what the mail says. Plain text; addresses become no links.',
      }),
    ),
    closing: Type.Optional(
      Type.String({ maxLength: 2_000, description: 'After what the mail says, before the small print.' }),
    ),
  }),
)
type OwnWords = Static<typeof OwnWords>

/** An object that may have each of these names. */
function optional<Name extends string, T>(names: readonly Name[], value: T): Record<Name, T> {
  return Object.fromEntries(names.map((each) => [each, value])) as Record<Name, T>
}

const WordsByTemplate = named('MailWordsByTemplate', Fields(optional(templates, Type.Optional(OwnWords))))
export const Words = named('MailWordsByLanguage', Fields(optional(mailLanguages, Type.Optional(WordsByTemplate))))
export type Words = Partial<Record<string, Partial<Record<Template, OwnWords>>>>

const Color = Type.String({
  pattern: '^#[0-9a-fA-F]{6}$',
  description: 'Of buttons. Text on them is black or white, whichever is read better.',
  'x-expected': 'must be a colour like #1a56c4',
})
const TimeOfDay = (description: string) =>
  Type.String({
    pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
    description,
    'x-expected': 'must be a time of day like 08:00',
  })

const settings = {
  sender_name: Nullable(
    Type.String({
      maxLength: 200,
      description:
        'Stands before the name of this service as the sender of mails, as `Acme via Usher`. The address stays that of this service. Null: the name of this service alone.',
    }),
  ),
  reply_to: Nullable(
    Type.String({ maxLength: 320, description: 'Where answers to mails go: one address. Null: to the sender.' }),
  ),
  accent_color: Nullable(Color),
  locale: Nullable(
    Type.String({
      maxLength: 35,
      description: `The language of mails to readers of whom none is known: ${mailLanguages.join(' or ')}, also with a region, as \`de-AT\`, whose dates are written then. Null: English.`,
    }),
  ),
  time_zone: TimeZone(
    'IANA, as `Europe/Berlin`: in which moments are told to readers whose own time zone is not known.',
  ),
  texts: Words,
  reminder_hours: Type.Array(
    Type.Integer({
      minimum: 1,
      maximum: largest_hours,
      'x-expected': `must be a whole number from 1 to ${largest_hours}`,
    }),
    {
      maxItems: most_reminders,
      description:
        'One reminder of an invitation for each, so many hours after the mail before it: `[72, 48]` is three days after the invitation and again two days after that. None where it is empty.',
    },
  ),
  awake_from: TimeOfDay("From when on in the invitee's day reminders are sent."),
  awake_until: TimeOfDay('Until when; later than `awake_from`.'),
}

export const MailSettings = named(
  'MailSettings',
  Fields({ ...settings, updated: Nullable(Timestamp('Null where nothing was set yet.')) }),
)
export type MailSettings = Static<typeof MailSettings>

/** What can be changed; what is left away stays as it is. */
export const MailSettingsChange = named(
  'MailSettingsChange',
  Fields({
    sender_name: Type.Optional(settings.sender_name),
    reply_to: Type.Optional(settings.reply_to),
    accent_color: Type.Optional(settings.accent_color),
    locale: Type.Optional(settings.locale),
    time_zone: Type.Optional(settings.time_zone),
    texts: Type.Optional(settings.texts),
    reminder_hours: Type.Optional(settings.reminder_hours),
    awake_from: Type.Optional(settings.awake_from),
    awake_until: Type.Optional(settings.awake_until),
  }),
)
export type MailSettingsChange = Static<typeof MailSettingsChange>

const most_roles = 20

export const MailPreviewRequest = named(
  'MailPreviewRequest',
  Fields({
    template: Type.Enum([...templates], {
      description: 'Which mail.',
      'x-expected': `must be one of ${templates.join(', ')}`,
    }),
    locale: Type.Optional(
      Nullable(Type.String({ maxLength: 35, description: 'That of the reader, as far as it is known.' })),
    ),
    settings: Type.Optional(MailSettingsChange),
    invitation: Type.Optional(
      named(
        'MailPreviewInvitation',
        Fields({
          role_ids: Type.Optional(Type.Array(Uuid(), { maxItems: most_roles })),
          message: Type.Optional(Nullable(Type.String({ maxLength: 1_000 }))),
        }),
      ),
    ),
  }),
)
export type MailPreviewRequest = Static<typeof MailPreviewRequest>

export const MailPreview = named(
  'MailPreview',
  Fields({
    subject: Type.String(),
    text: Type.String(),
    html: Type.String({ description: 'A whole document, which runs no scripts and loads nothing.' }),
    from: Type.String({ description: 'As the header names it.' }),
    reply_to: Nullable(Type.String()),
  }),
)
export type MailPreview = Static<typeof MailPreview>
