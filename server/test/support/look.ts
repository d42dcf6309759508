import { type Look, type LookSettings, lookFrom } from '../../src/mail/look.ts'

const unset: LookSettings = {
  sender_name: null,
  reply_to: null,
  accent_color: null,
  locale: null,
  time_zone: 'UTC',
  texts: {},
}

/** How the mails of an organization look that has these settings alone. */
export function lookOfOrganization(name: string, settings: Partial<LookSettings> = {}): Look {
  return lookFrom({ publicUrl: 'https://usher.example.com' }, name, { ...unset, ...settings }, [])
}
