/** In this order: what comes later also stands in what comes earlier. */
const browsers = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:(?:Headless)?Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
] as const

const systems = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
] as const

/** What a browser calls itself, in words: enough to know one's own browsers apart. */
export function browserOf(user_agent: string | null): { browser: string; system: string } | undefined {
  const browser = browsers.find(([, sign]) => sign.test(user_agent ?? ''))?.[0]
  const system = systems.find(([, sign]) => sign.test(user_agent ?? ''))?.[0]
  return browser && system && { browser, system }
}
