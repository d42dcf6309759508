import { createHash } from 'node:crypto'

/**
 * One SQL statement with its values apart from its text, made by the {@link sql} tag.
 * `Row` is the shape of the rows that it returns; the database does not check it, the tests do.
 */
export class Statement<Row> {
  declare readonly row: Row
  readonly text: string
  readonly values: readonly unknown[]

  constructor(text: string, values: readonly unknown[]) {
    this.text = text
    this.values = values
  }

  /** The name under which each connection prepares this text once. */
  get name(): string {
    return nameOf(this.text)
  }
}

/**
 * The only way to write SQL here. Values become parameters (`$1`, `$2`, ...); a nested statement becomes
 * part of the text, so optional conditions are composed and never quoted by hand:
 *
 *     sql<{ id: string }>`select id from invitations where organization_id = ${id} ${onlyPending ? sql`and ...` : sql``}`
 */
export function sql<Row = never>(strings: TemplateStringsArray, ...values: unknown[]): Statement<Row> {
  const parameters: unknown[] = []
  const text = weave(strings, values, parameters)
  return new Statement<Row>(text, parameters)
}

function weave(strings: readonly string[], values: readonly unknown[], parameters: unknown[]): string {
  let text = strings[0] ?? ''
  values.forEach((value, index) => {
    text += value instanceof Statement ? shifted(value, parameters) : `$${parameters.push(value)}`
    text += strings[index + 1] ?? ''
  })
  return text
}

/** The text of a nested statement, its parameters renumbered to stand behind those that are there. */
function shifted(statement: Statement<unknown>, parameters: unknown[]): string {
  const before = parameters.length
  parameters.push(...statement.values)
  return statement.text.replaceAll(/\$(\d+)/g, (_, number) => `$${Number(number) + before}`)
}

// The texts of a program are few (each place in the source, times its optional parts), so this map is bounded.
const names = new Map<string, string>()

function nameOf(text: string): string {
  let name = names.get(text)
  if (name === undefined) {
    name = `usher_${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`
    names.set(text, name)
  }
  return name
}
