import { csp_reports_path } from '../session/csp-reports.ts'

/** What the console may do with features of the browser: it needs none of these. */
const unneeded = ['camera', 'geolocation', 'microphone', 'payment', 'usb', 'browsing-topics']

/**
 * The headers of one answer with a page of the console. Scripts and fonts come from here alone, and no text becomes a script or
 * HTML (Trusted Types); styles that the components add carry the nonce; logos and pictures of people are anywhere.
 *
 * @param nonce made for this answer
 */
export function pageHeaders(nonce: string, publicUrl: string): Record<string, string> {
  // Browsers send reports to a named endpoint over TLS only, and where one is named they pass over `report-uri`.
  const named = publicUrl.startsWith('https:')
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' https: data:",
    "font-src 'self'",
    "connect-src 'self'",
    // Mails as their readers see them: see `mail-frame.ts`.
    "frame-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trusted_types}`,
    `report-uri ${csp_reports_path}`,
    ...(named ? ['report-to csp'] : []),
  ]
  return {
    'cache-control': 'no-store',
    'content-security-policy': policy.join('; '),
    ...(named ? { 'reporting-endpoints': `csp="${csp_reports_path}"` } : {}),
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': unneeded.map((feature) => `${feature}=()`).join(', '),
  }
}

/** The policies by which scripts may make HTML out of text, by name: there are none. */
const trusted_types = "'none'"
