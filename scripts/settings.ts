import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { variables } from '../server/src/config.ts'

const file = join(import.meta.dirname, '../docs/OPERATIONS.md')

/** `docs/OPERATIONS.md` with its table of settings filled in, from the same list that the program reads them by. */
export function operationsPage(): string {
  const rows = Object.entries(variables).map(([name, meaning]) => `| \`${name}\` | ${meaning.replaceAll('|', '\\|')} |`)
  const table = ['| variable | meaning |', '|---|---|', ...rows].join('\n')
  return readFileSync(file, 'utf8').replace(
    /(<!-- settings: .*? -->\n).*?(<!-- end of settings -->)/s,
    (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`,
  )
}
