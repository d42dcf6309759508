import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Chromium, findChromium } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Chromium
    /** A folder with a file for each state of a page that was found to be well, by whichever worker. */
    knownPages: string
  }
}

/** Unpacks the browser once for all files, into a folder of this run's own. */
export async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'usher-chromium-'))
  const forget = () => rmSync(folder, { recursive: true, force: true })
  try {
    project.provide('chromium', await findChromium(folder))
    const knownPages = join(folder, 'known-pages')
    mkdirSync(knownPages)
    project.provide('knownPages', knownPages)
  } catch (error) {
    forget()
    throw error
  }
  return forget
}
