import { type Html, html } from '../html.ts'
import { type Colors, colorsOf, faint } from './colors.ts'
import type { Mail } from './frame.ts'
import type { Look, PlainLook } from './look.ts'
import { asRow, asText, type Part } from './parts.ts'
import { inert, initials, lines, name, oneLine } from './plain.ts'
import type { Template } from './templates.ts'

/** What a mail says, before it is written as text and as HTML. */
export interface Letter {
  readonly subject: string
  /** Its first sentence. */
  readonly heading: string
  /** What lists of mails show after the subject. */
  readonly preview: string
  readonly parts: readonly Part[]
  /** After the organization's closing words. */
  readonly fine: readonly Part[]
}

/** Writes a letter of an organization in its look, with its own words where it has some. */
export function write(look: Look, template: Template, letter: Letter): Mail {
  const { introduction = '', closing = '' } = look.texts[template] ?? {}
  const sender = look.language.say.frame.sender({ host: look.host, organization: name(look.organizationName) })
  const parts = [own(introduction), ...letter.parts, own(closing)]
  const small = [...letter.fine, fine(sender)]
  const head = { mark: initials(look.organizationName), title: oneLine(look.organizationName) }
  return {
    ...written(look, { ...letter, parts, fine: small }, { colors: colorsOf(look.accentColor), head }),
    senderName: look.senderName ?? undefined,
    replyTo: look.replyTo ?? undefined,
  }
}

/** Writes a letter that no organization sends. */
export function writePlain(look: PlainLook, letter: Letter): Mail {
  return written(look, letter, { colors: colorsOf(null) })
}

export function paragraph(text: string): Part {
  return { kind: 'paragraph', text }
}

export function fine(text: string): Part {
  return { kind: 'fine', text }
}

/** What somebody wrote, as text that becomes no link. */
export function quote(text: string | null): Part {
  return { kind: 'quote', lines: lines(text ?? '').map(inert) }
}

export function button(label: string, link: string, says = `${label}:`): Part {
  return { kind: 'button', label, says, link }
}

function own(words: string): Part {
  return paragraph(lines(words).map(inert).join('\n'))
}

interface Head {
  readonly mark: string
  readonly title: string
}

function written(
  look: PlainLook,
  letter: Letter,
  { colors, head }: { colors: Colors; head?: Head },
): Pick<Mail, 'subject' | 'text' | 'html'> {
  const texts = [letter.heading, ...[...letter.parts, ...letter.fine].map(asText)].filter((text) => text !== '')
  return {
    subject: letter.subject,
    text: `${texts.join('\n\n')}\n`,
    html: page(look, letter, { colors, head }).toString(),
  }
}

// Tables and attributes, because that is what mail programs lay out alike. Colours are set twice: inline for the
// programs that drop style elements, and in a media query for dark mode. Nothing is loaded from anywhere: whoever keeps a
// picture would learn when the mail is read, so an organization is shown by its initials and its colour.
function page(
  { locale, language }: PlainLook,
  { heading, preview, parts, fine: small }: Letter,
  { colors, head }: { colors: Colors; head: Head | undefined },
): Html {
  const { direction, say } = language
  const setting = { colors, direction }
  return html`<!doctype html>
<html lang="${locale}" dir="${direction}">
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
  a.button { border-color: ${colors.darkEdge} !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f5f7">
<div style="display:none;overflow:hidden;max-height:0;max-width:0;font-size:1px;line-height:1px;opacity:0">${preview}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f4f5f7">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" lang="${locale}" dir="${direction}" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background:#ffffff;color:#1d2129;border-radius:8px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5">
${head === undefined ? '' : masthead(head, colors)}<tr><td style="padding:24px 32px 0"><h1 style="margin:0;font-size:20px;line-height:1.4">${heading}</h1></td></tr>
${[...parts, ...fallbacks(parts, say.frame.fallback), ...small].map((part) => asRow(part, setting))}<tr><td style="padding:0 0 32px"></td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

/** Where buttons lead, for programs that show none. As text there are no buttons. */
function fallbacks(parts: readonly Part[], says: string): Part[] {
  return parts.flatMap((part) => (part.kind === 'button' ? [{ kind: 'link', says, link: part.link } as const] : []))
}

function masthead({ mark, title }: Head, { ground, ink, edge }: Colors): Html {
  const square =
    mark === ''
      ? ''
      : html`<td width="36" height="36" align="center" bgcolor="${ground}" style="width:36px;height:36px;border-radius:8px;border:1px solid ${edge};background:${ground};color:${ink};font-size:14px;font-weight:600;line-height:1">${mark}</td><td width="12" style="width:12px"></td>`
  return html`<tr><td style="padding:24px 32px 0"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>${square}<td dir="auto" class="faint" style="color:${faint};font-size:14px;font-weight:600">${inert(title)}</td></tr></table></td></tr>
`
}
