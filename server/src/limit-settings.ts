import type { Rate } from './http/limits.ts'
import type { MailPace } from './mail/pace.ts'
import type { MailLimits } from './mail_quotas/quota.ts'

/** How much anybody may ask for; undefined for no limit, as everything is in development unless it is set. */
export interface Limits {
  /** Requests of one caller, whoever their issuer is. */
  readonly requestsOfCaller: Rate | undefined
  /** Requests without a valid token, of one network. */
  readonly requestsOfNetwork: Rate | undefined
  /** Long lists and exports of one organization, at the same time in one process. */
  readonly listsAtOnce: number
  /** Mails within a day (UTC), counted by all processes together. */
  readonly mails: MailLimits
  /** How fast mails leave, by the count of each process. */
  readonly pace: MailPace
}

/** What the limits are called among the settings, and what they mean. */
export const limitVariables = {
  USHER_REQUESTS_PER_SECOND:
    'At most so many requests a second of one caller, by the count of each process; ten times as many of a platform client. Default 100; no limit in development.',
  USHER_REQUEST_BURST:
    'So many requests of one caller may come at once. Default five times USHER_REQUESTS_PER_SECOND; without that it limits nothing.',
  USHER_UNKNOWN_REQUESTS_PER_SECOND:
    'At most so many API requests a second without a valid token from one network (an IPv4 address, or an IPv6 /64), by the count of each process. Default 20; no limit in development. Behind a proxy it needs USHER_TRUSTED_PROXIES.',
  USHER_UNKNOWN_REQUEST_BURST:
    'So many of those may come at once. Default three times USHER_UNKNOWN_REQUESTS_PER_SECOND; without that it limits nothing.',
  USHER_LISTS_AT_ONCE:
    'At most so many long lists of one organization, and exports of one person, are read at the same time, by the count of each process; a few more wait for a second. Default 4, in development as well.',
  USHER_MAILS_PER_ORGANIZATION_PER_DAY:
    'At most so many invitation mails a day (UTC) of one organization, counted by all processes together, as are those below. Default 500; no limit in development.',
  USHER_MAILS_PER_INVITER_PER_DAY: 'At most so many of them by one inviter. Default 250; no limit in development.',
  USHER_MAILS_PER_RECIPIENT_PER_DAY:
    'At most so many of them to one address, from all organizations. Default 5; no limit in development.',
  USHER_MAILS_PER_DOMAIN_PER_DAY:
    'At most so many of them to all addresses of one domain, from all organizations. Default: no limit.',
  USHER_NEW_ORGANIZATION_MAILS_PER_DAY:
    'At most so many of them of an organization that is younger than seven days. Default 50; no limit in development.',
  USHER_FREEZE_BELOW_PERCENT:
    'Of an organization whose invitations are hardly ever accepted, no more are mailed: of at least 50 in a month, fewer than so many percent. 0 freezes none. Default 2; 0 in development.',
  USHER_SMTP_CONNECTIONS:
    'At most so many connections to the mail server are open at once, by each process; addresses of one domain take at most six in ten of them. Default 10.',
  USHER_MAILS_PER_SECOND:
    'At most so many mails leave in a second, by the count of each process. Default: as many as the mail server takes.',
  USHER_MAILS_PER_SECOND_PER_DOMAIN:
    'At most so many of them to addresses of one domain. Default 20; no limit in development.',
} as const

type Name = keyof typeof limitVariables

/** Reads them all. Wrong ones are told by `problem`. */
export function limitsFrom(
  { read, problem }: { read: (name: Name) => string | undefined; problem: (text: string) => undefined },
  { development }: { development: boolean },
): Limits {
  return {
    requestsOfCaller: rateFrom('USHER_REQUESTS_PER_SECOND', 100, 'USHER_REQUEST_BURST', 5),
    requestsOfNetwork: rateFrom('USHER_UNKNOWN_REQUESTS_PER_SECOND', 20, 'USHER_UNKNOWN_REQUEST_BURST', 3),
    listsAtOnce: wholeFrom('USHER_LISTS_AT_ONCE', 4, 1) ?? 4,
    mails: {
      organization: limitFrom('USHER_MAILS_PER_ORGANIZATION_PER_DAY', 500),
      inviter: limitFrom('USHER_MAILS_PER_INVITER_PER_DAY', 250),
      recipient: limitFrom('USHER_MAILS_PER_RECIPIENT_PER_DAY', 5),
      domain: limitFrom('USHER_MAILS_PER_DOMAIN_PER_DAY', undefined),
      newOrganization: limitFrom('USHER_NEW_ORGANIZATION_MAILS_PER_DAY', 50),
      freezeBelowPercent: wholeFrom('USHER_FREEZE_BELOW_PERCENT', development ? 0 : 2, 0, 100) ?? 0,
    },
    pace: {
      connections: wholeFrom('USHER_SMTP_CONNECTIONS', 10, 1, 1_000) ?? 10,
      per_second: wholeFrom('USHER_MAILS_PER_SECOND', undefined, 1),
      per_second_per_domain: limitFrom('USHER_MAILS_PER_SECOND_PER_DOMAIN', 20),
    },
  }

  function rateFrom(rate: Name, inProduction: number, atOnce: Name, factor: number): Rate | undefined {
    const per_second = limitFrom(rate, inProduction)
    const burst = wholeFrom(atOnce, undefined, 1)
    return per_second === undefined ? undefined : { per_second, burst: burst ?? per_second * factor }
  }

  function limitFrom(name: Name, inProduction: number | undefined): number | undefined {
    return wholeFrom(name, development ? undefined : inProduction, 1)
  }

  function wholeFrom(name: Name, otherwise: number | undefined, least: number, most = 9_999_999): number | undefined {
    const text = read(name)
    if (text === undefined) return otherwise
    return /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most
      ? Number(text)
      : problem(`${name} must be a whole number from ${least} to ${most}.`)
  }
}
