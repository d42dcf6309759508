import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Chromium, findChromium } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Chromium
  }
}

/** Unpacks the browser once for all files, into a folder of this run's own. */
export async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'usher-chromium-'))
  const forget = () => rmSync(folder, { recursive: true, force: true })
  try {
    project.provide('chromium', await findChromium(folder))
  } catch (error) {
    forget()
    throw error
  }
  return forget
}
