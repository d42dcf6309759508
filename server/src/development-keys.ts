import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exampleSecret } from './setting.ts'

/**
 * Keys for development, made once and kept in the data folder so that links and cookies outlive a restart. They say what
 * they are, since production refuses them: whoever can read a developer's folder could forge its links.
 */
export function developmentKeys(folder: string): { link: string; cookie: string } {
  const path = join(folder, 'keys.json')
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const make = () => `${development_mark}${exampleSecret()}`
    const keys = { link: `development:${make()}`, cookie: make() }
    // Written aside and put in place whole, where nobody else was faster.
    const aside = `${path}.${process.pid}`
    writeFileSync(aside, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
    try {
      linkSync(aside, path)
    } catch (error) {
      if (!existsSync(path)) throw error
    } finally {
      unlinkSync(aside)
    }
  }
  return JSON.parse(readFileSync(path, 'utf8')) as { link: string; cookie: string }
}

const development_mark = 'development-'

export function isOfDevelopment(secret: string): boolean {
  return secret.startsWith(development_mark)
}
