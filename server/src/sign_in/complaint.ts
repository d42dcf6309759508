import { resend_seconds } from '../codes/codes.ts'
import type { Html } from '../html.ts'
import type { Refusal } from '../http/problems.ts'
import type { Language } from '../messages/messages.ts'

/** What the person is told where a step was refused. */
export interface Complaint {
  readonly sentence: Html
  /** It is what was typed that is wrong. */
  readonly aboutField: boolean
}

export function complaintOf(refusal: Refusal, language: Language): Complaint {
  const aboutField = ['validation_failed', 'wrong_code', 'code_ended'].includes(refusal.code)
  return { sentence: sentenceOf(refusal, language), aboutField }
}

function sentenceOf({ code, particulars }: Refusal, { say: { refusals } }: Language): Html {
  switch (code) {
    case 'validation_failed':
      return refusals.noAddress
    case 'rate_limited': {
      const seconds = Number(particulars.headers?.['retry-after'])
      return seconds > resend_seconds
        ? refusals.tooOften({ minutes: Math.ceil(seconds / 60) })
        : refusals.tooSoon({ seconds })
    }
    case 'wrong_code':
      return refusals.wrongCode({ left: particulars.tries_left ?? 0 })
    case 'code_ended':
      return particulars.tries_left === 0 ? refusals.lastTry : refusals.codeEnded
    case 'mail_off':
      return refusals.mailOff
    case 'user_disabled':
      return refusals.disabled
    default:
      return refusals.other
  }
}
