import { lines_type } from '../http/operation.ts'
import type { Entry, Parameter, Schemas } from './document.ts'
import { smallestOf } from './example.ts'

/**
 * A request with all that it has to have and nothing else. What only the reader can know stands in shell variables:
 * `$TOKEN`, and each id by its name in capital letters.
 */
export function curlFor(entry: Entry, serverUrl: string, schemas: Schemas): string {
  const { method, path, parameters, scope } = entry
  const url = serverUrl + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => variable(name))
  const query = parameters.filter((parameter) => parameter.in === 'query' && parameter.required === true)
  // Encoding by curl is for GET only: with a body it would go to the query as well.
  const encoded = method === 'GET' ? query : []
  const written = method === 'GET' ? [] : query
  const question = written.length === 0 ? '' : `?${written.map(assignment).join('&')}`
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}"${url}${question}"`,
    ...(scope === undefined ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(encoded.length === 0 ? [] : ['-G']),
    ...encoded.map((parameter) => `--data-urlencode "${assignment(parameter)}"`),
    ...bodyFor(entry, schemas),
  ].join(' \\\n  ')
}

function bodyFor({ path, body, lines }: Entry, schemas: Schemas): string[] {
  if (body?.required !== true) return []
  // As many lines as there are, so they come from a file, whose line ends `-d` would take out.
  if (lines) return [`-H 'Content-Type: ${lines_type}'`, `--data-binary @${path.split('/').at(-1)}.ndjson`]
  return [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(smallestOf(body.schema, schemas)))}`]
}

function assignment({ name, schema }: Parameter): string {
  return `${name}=${schema?.type === 'boolean' ? 'true' : variable(name)}`
}

function variable(name: string): string {
  return `$${name.toUpperCase()}`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
