import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/**
 * A statement of the service as it stands in the source, with what is put into it as `${...}`. Who looks at its text sees what
 * was forgotten, and proves nothing; that no row gets out is for the tests over HTTP.
 */
export interface Written {
  /** The file and the function that it stands in. */
  readonly place: string
  readonly text: string
}

const source = join(import.meta.dirname, '../../src')
const migrations = globSync('database/migrations/*.sql', { cwd: source }).toSorted()

/** The tables whose rows belong to an organization, by the migrations. */
export function tablesOfOrganizations(): string[] {
  const text = migrations.map((file) => readFileSync(join(source, file), 'utf8')).join('\n')
  const made = [...text.matchAll(/create table (\w+) \(\n(.*?)\n\);/gs)]
  const widened = [...text.matchAll(/alter table (\w+)([^;]*);/g)]
  const theirs = [...made, ...widened].filter(([, , body]) => /^\s*(add column )?organization_id /m.test(body ?? ''))
  return [...new Set(theirs.map(([, table]) => table ?? ''))].toSorted()
}

/** Every statement, and every part of one that others are made with, that reads or writes one of these tables. */
export function statementsOn(tables: readonly string[]): Written[] {
  const uses = new RegExp(String.raw`\b(from|join|update|into|using)\s+\(?(${tables.join('|')})\b`)
  return globSync('**/*.{ts,sql}', { cwd: source })
    .toSorted()
    .filter((file) => !migrations.includes(file))
    .flatMap((file) => (file.endsWith('.sql') ? functionIn(file) : templatesIn(file)))
    .filter(({ text }) => uses.test(text))
}

/** A file with a function of the database counts as one statement. */
function functionIn(file: string): Written[] {
  return [{ place: file, text: withoutComments(readFileSync(join(source, file), 'utf8')) }]
}

/** The `sql` templates of a file; one within another belongs to that one. */
function templatesIn(file: string): Written[] {
  const tree = ts.createSourceFile(file, readFileSync(join(source, file), 'utf8'), ts.ScriptTarget.Latest, true)
  const found: Written[] = []
  const look = (node: ts.Node, within: string) => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'sql') {
      found.push({ place: `${file} ${within}`, text: withoutComments(node.template.getText()) })
      return
    }
    const name = nameOf(node)
    node.forEachChild((child) => look(child, name ?? within))
  }
  look(tree, '')
  return found
}

/** The name of a function, or of a value at the top of a file. */
function nameOf(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node.name?.getText()
  const top = ts.isVariableDeclaration(node) && ts.isSourceFile(node.parent.parent.parent)
  return top ? node.name.getText() : undefined
}

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*--.*$/gm, '')
}
