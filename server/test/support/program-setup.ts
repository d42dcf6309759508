import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { rolldown } from 'rolldown'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with the programs that tests start, each in one file of its name. */
    programs: string
  }
}

const input = {
  main: '../../src/main.ts',
  'worker-process': 'drills/worker-process.ts',
  'move-until': 'move-until.ts',
}

/** They find files of their own beside themselves. */
const stay_where_they_are = /^(@electric-sql\/pglite|pino|thread-stream)/

let bundled: Promise<string> | undefined

/**
 * The program and its helpers, each put together into one file: tests start hundreds, and to find and read more than a thousand
 * files is what a start takes longest for. `commands.unit` starts it from its source, as users do.
 */
export async function setup(project: TestProject) {
  bundled ??= bundle()
  project.provide('programs', await bundled)
}

async function bundle(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-programs-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await using build = await rolldown({
    input: Object.fromEntries(Object.entries(input).map(([name, file]) => [name, join(import.meta.dirname, file)])),
    platform: 'node',
    logLevel: 'silent',
    external: 'pg-native',
    plugins: [
      {
        name: 'where things are',
        resolveId: (id, importer) =>
          stay_where_they_are.test(id) && importer !== undefined
            ? { id: createRequire(importer).resolve(id), external: true }
            : undefined,
        transform: (code, id) =>
          code.includes('import.meta.dirname')
            ? code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
            : undefined,
      },
    ],
  })
  await build.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' })
  return folder
}
