import { type Html, html } from '../html.ts'
import { buttonStyle, type Colors, faint, link_color } from './colors.ts'

/** A piece of a letter, which is written as text and as HTML. All in it is plain text, but for links, which are ours alone. */
export type Part =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Somebody's own words, line by line. */
  | { readonly kind: 'quote'; readonly lines: readonly string[] }
  /** The one thing to do. As text, what it leads to is said by `says`. */
  | { readonly kind: 'button'; readonly label: string; readonly says: string; readonly link: string }
  /** A code to type. */
  | { readonly kind: 'code'; readonly code: string }
  /** A link that is less than the one thing to do. */
  | { readonly kind: 'link'; readonly says: string; readonly link: string }
  /** Small print. */
  | { readonly kind: 'fine'; readonly text: string }

export interface Setting {
  readonly colors: Colors
  readonly direction: 'ltr' | 'rtl'
}

/** The paragraph of the text part; empty where there is nothing to say. */
export function asText(part: Part): string {
  switch (part.kind) {
    case 'quote':
      return blank(part.lines) ? '' : part.lines.map((line) => `> ${line}`.trimEnd()).join('\n')
    case 'code':
      return part.code
    case 'button':
    case 'link':
      return `${part.says}\n${part.link}`
    case 'paragraph':
    case 'fine':
      return part.text
  }
}

/** The row of the card; nothing where there is nothing to say. */
export function asRow(part: Part, setting: Setting): Html {
  switch (part.kind) {
    case 'paragraph':
      return part.text === '' ? html`` : row(html`${broken(part.text.split('\n'))}`)
    case 'quote':
      return blank(part.lines) ? html`` : quote(part.lines, setting)
    case 'button':
      return button(part, setting)
    case 'code':
      return row(
        html`<div class="code" dir="ltr" style="padding:16px;border-radius:6px;background:#eef1f6;font-family:Consolas,Menlo,monospace;font-size:28px;font-weight:600;letter-spacing:2px;text-align:center">${part.code}</div>`,
      )
    case 'link':
      return small(html`${part.says}<br>${anchor(part.link)}`)
    case 'fine':
      return part.text === '' ? html`` : small(html`${part.text}`)
  }
}

function row(content: Html): Html {
  return html`<tr><td style="padding:16px 32px 0">${content}</td></tr>
`
}

function small(content: Html): Html {
  return html`<tr><td class="faint" style="padding:16px 32px 0;color:${faint};font-size:14px">${content}</td></tr>
`
}

function button({ label, link }: Extract<Part, { kind: 'button' }>, { colors }: Setting): Html {
  return html`<tr><td style="padding:24px 32px 0">
<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="button" bgcolor="${colors.ground}" style="border-radius:6px;background:${colors.ground}">
<a class="button" href="${link}" style="${buttonStyle(colors)}">${label}</a>
</td></tr></table>
</td></tr>
`
}

function anchor(link: string): Html {
  return html`<a class="link" href="${link}" style="color:${link_color};word-break:break-all">${link}</a>`
}

/** The side is named outright: few mail programs know the one where lines begin. */
function quote(lines: readonly string[], { direction }: Setting): Html {
  const side = direction === 'rtl' ? 'right' : 'left'
  return row(
    html`<div dir="auto" class="quote" style="padding-${side}:16px;border-${side}:3px solid #c9ced6">${broken(lines)}</div>`,
  )
}

function broken(lines: readonly string[]): Html[] {
  return lines.map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`))
}

function blank(lines: readonly string[]): boolean {
  return lines.join('') === ''
}
