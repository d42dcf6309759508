import { type Html, html } from '../html.ts'

/** Text in which backticks mark code, as descriptions are written, with an empty line between paragraphs. */
export function prose(text: string): Html[] {
  return text.split(/\n{2,}/).map((paragraph) => html`<p>${withCode(paragraph)}</p>\n`)
}

export function withCode(text: string): Html[] {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))
}

export function codeBlock(text: string): Html {
  return html`<pre><code>${text}</code></pre>\n`
}

export function jsonBlock(value: unknown): Html {
  return codeBlock(JSON.stringify(value, null, 2))
}

/** Values as lines of JSON. */
export function jsonLines(values: readonly unknown[]): Html {
  return codeBlock(values.map((value) => JSON.stringify(value)).join('\n'))
}

/** A table whose first cells head their rows. Its roles are spelled out because narrow screens show it as blocks. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly Html[])[]): Html {
  const cells = ([first, ...rest]: readonly Html[]) =>
    html`<tr role="row"><th scope="row" role="rowheader">${first ?? ''}</th>${rest.map((cell) => html`<td role="cell">${cell}</td>`)}</tr>\n`
  return html`<table role="table"><caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${heads.map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">
${rows.map(cells)}</tbody></table>
`
}

export function methodBadge(method: string): Html {
  return html`<span class="method ${method.toLowerCase()}">${method}</span>`
}

/** A path whose parameters stand out, and which may break after each slash. */
export function pathCode(path: string): Html {
  const parts = path.split(/(\/|\{\w+\})/)
  return html`<code class="path">${parts.map((part) => {
    if (part === '/') return html`/<wbr>`
    return part.startsWith('{') ? html`<var>${part}</var>` : html`${part}`
  })}</code>`
}
