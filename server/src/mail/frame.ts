import { type Html, html } from '../html.ts'

/** A mail as its reader sees it, whoever it goes to. */
export interface Mail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

// Tables and attributes, because that is what mail programs lay out alike. Colours are set twice: inline for the
// programs that drop style elements, and in a media query for dark mode.

/** The page that every mail's HTML is: a card with a heading and further rows of its table. Nothing is loaded from anywhere. */
export function letterHtml(heading: string, rows: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${heading}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #16181d !important; }
  .card { background: #22252c !important; color: #e8eaed !important; }
  .faint { color: #a9afb9 !important; }
  .quote { border-color: #4a505c !important; }
  .code { background: #2e323b !important; }
  .link { color: #8ab4f8 !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f5f7">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f4f5f7">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background:#ffffff;color:#1d2129;border-radius:8px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5">
<tr><td style="padding:32px 32px 0"><h1 style="margin:0;font-size:20px;line-height:1.4">${heading}</h1></td></tr>
${rows}</table>
</td></tr>
</table>
</body>
</html>
`
}
