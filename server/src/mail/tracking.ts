import type { Config } from '../config.ts'
import { mark_header, markOf } from './mark.ts'
import type { Tracking } from './send.ts'

/** The name under which providers give the id of a delivery back; each of them has its own header for that. */
export const provider_field = 'usher_delivery'

/** What a mail carries so that what is reported of it finds its delivery: nothing where nobody reports. */
export function trackingOf(
  config: Pick<Config, 'linkKeys' | 'bounces' | 'mailProviders'>,
): (deliveryId: string) => Tracking {
  const { bounces, mailProviders } = config
  return (deliveryId) => {
    const field = JSON.stringify({ [provider_field]: deliveryId })
    const mark = markOf(config, deliveryId)
    return {
      returnPath: bounces && `${bounces.local}+${mark}@${bounces.domain}`,
      headers: {
        ...(bounces === undefined ? {} : { [mark_header]: mark }),
        ...(mailProviders.postmark === undefined ? {} : { [`X-PM-Metadata-${provider_field}`]: deliveryId }),
        ...(mailProviders.mailgun === undefined ? {} : { 'X-Mailgun-Variables': field }),
        ...(mailProviders.sendgrid === undefined ? {} : { 'X-SMTPAPI': `{"unique_args":${field}}` }),
      },
    }
  }
}
