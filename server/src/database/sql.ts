import { createHash } from 'node:crypto'

/** The text of a statement, and the name under which each connection prepares it once. */
export class Form {
  readonly text: string
  #name: string | undefined

  constructor(text: string) {
    this.text = text
  }

  get name(): string {
    this.#name ??= `usher_${createHash('sha256').update(this.text).digest('base64url').slice(0, 20)}`
    return this.#name
  }
}

/**
 * One SQL statement with its values apart from its text, made by the {@link sql} tag.
 * `Row` is the shape of the rows that it returns; the database does not check it, the tests do.
 */
export class Statement<Row> {
  declare readonly row: Row
  readonly form: Form
  readonly values: readonly unknown[]

  constructor(form: Form, values: readonly unknown[]) {
    this.form = form
    this.values = values
  }

  get text(): string {
    return this.form.text
  }

  get name(): string {
    return this.form.name
  }
}

/**
 * The only way to write SQL here. Values become parameters (`$1`, `$2`, ...); a nested statement becomes
 * part of the text, so optional conditions are composed and never quoted by hand:
 *
 *     sql<{ id: string }>`select id from invitations where organization_id = ${id} ${onlyPending ? sql`and ...` : sql``}`
 */
export function sql<Row = never>(strings: TemplateStringsArray, ...values: unknown[]): Statement<Row> {
  const place = placeOf(strings, values)
  place.form ??= new Form(weave(strings, values))
  return new Statement<Row>(place.form, parametersIn(values))
}

/** The values with those of nested statements in their place. */
function parametersIn(values: readonly unknown[]): readonly unknown[] {
  if (!values.some((value) => value instanceof Statement)) return values
  const parameters: unknown[] = []
  for (const value of values) {
    if (value instanceof Statement) parameters.push(...(value.values as unknown[]))
    else parameters.push(value)
  }
  return parameters
}

/** A template with certain statements nested in it, and what becomes of it. */
interface Place {
  form: Form | undefined
  /** By the form of the next value, undefined where that is no statement. */
  readonly next: Map<Form | undefined, Place>
}

// Each template has one array of strings as long as the program runs. Its texts are few (one, times its optional parts).
const places = new WeakMap<TemplateStringsArray, Place>()

/** Weaving a text and finding its name cost more than all else that is done to send it, so it is done once. */
function placeOf(strings: TemplateStringsArray, values: readonly unknown[]): Place {
  let place = entry(places, strings)
  for (const value of values) place = entry(place.next, value instanceof Statement ? value.form : undefined)
  return place
}

function entry<Key>(
  known: { get(key: Key): Place | undefined; set(key: Key, place: Place): unknown },
  key: Key,
): Place {
  const found = known.get(key)
  if (found !== undefined) return found
  const place: Place = { form: undefined, next: new Map() }
  known.set(key, place)
  return place
}

function weave(strings: readonly string[], values: readonly unknown[]): string {
  let text = strings[0] ?? ''
  let parameters = 0
  values.forEach((value, index) => {
    text += value instanceof Statement ? shifted(value.text, parameters) : `$${parameters + 1}`
    parameters += parametersOf(value).length
    text += strings[index + 1] ?? ''
  })
  return text
}

function parametersOf(value: unknown): readonly unknown[] {
  return value instanceof Statement ? value.values : [value]
}

/** The text of a nested statement, its parameters renumbered to stand behind those that are there. */
function shifted(text: string, before: number): string {
  return text.replaceAll(/\$(\d+)/g, (_, number) => `$${Number(number) + before}`)
}
