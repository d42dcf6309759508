/** HTML that is safe to send, made by the {@link html} tag. */
export class Html {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
}

type Value = string | number | Html | readonly Html[]

/**
 * The only way to write HTML here. Text is escaped, in elements as well as in quoted attributes; what was made by this
 * tag goes in as it is, a list of such without anything between.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.reduce((text, string, index) => `${text}${written(values[index - 1] ?? '')}${string}`))
}

function written(value: Value): string {
  if (value instanceof Html) return value.toString()
  return typeof value === 'object' ? value.join('') : escaped(String(value))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}
