import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApiDocument } from '../server/src/openapi.ts'
import { casesPage } from './cases.ts'
import { clientTypes } from './client-types.ts'
import { eventsPage } from './events.ts'
import { operationsPage } from './settings.ts'

const document = await openApiDocument('https://usher.example.com')

// Writes what is generated from the source and checked in. With --check it only says what is not up to date.
const generated = {
  'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'client/src/generated.ts': await clientTypes(document),
  'docs/CASES.md': casesPage(),
  'docs/EVENTS.md': eventsPage(),
  'docs/OPERATIONS.md': operationsPage(),
}

for (const [name, content] of Object.entries(generated)) {
  const file = join(import.meta.dirname, '..', name)
  if (!process.argv.includes('--check')) {
    writeFileSync(file, content)
  } else if (readFileSync(file, 'utf8') !== content) {
    console.error(`${name} is not up to date. Run: npm run generate`)
    process.exitCode = 1
  }
}
