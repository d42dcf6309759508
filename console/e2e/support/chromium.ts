import { execFile } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

/** A browser that was seen to start on this machine. */
export interface Chromium {
  readonly executable: string
  /** Settings that it needs in addition to ours. */
  readonly environment: Record<string, string>
  readonly sandbox: boolean
}

/** Nothing that a browser would like to tell its maker, and nothing of a graphics card. */
const switches = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--no-pings',
  '--font-render-hinting=none',
]

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * The Chromium that `CHROMIUM` names; or the one that comes with the dependencies; or, where that does not run (it is made
 * for Linux on x86-64), one that is installed.
 *
 * @param folder where it may be unpacked to
 */
export async function findChromium(folder: string): Promise<Chromium> {
  const named = process.env['CHROMIUM']
  const candidates = named === undefined ? [await unpacked(folder), ...installed.map(asItIs)] : [asItIs(named)]
  const reasons: string[] = []
  for (const candidate of candidates) {
    if (candidate === undefined || !existsSync(candidate.executable)) continue
    for (const sandbox of isRoot ? [false] : [true, false]) {
      const found = { ...candidate, sandbox }
      try {
        await (await launch(found)).close()
        return found
      } catch (error) {
        reasons.push(`${candidate.executable}${sandbox ? ', with its sandbox' : ''}: ${String(error)}`)
      }
    }
  }
  throw new Error(
    `No Chromium runs here. Install one and set CHROMIUM to its path, then repeat.\n${named ?? ''}${reasons.join('\n')}`,
  )
}

/** Starts a browser, with a profile of its own that goes with it. */
export function launch({ executable, environment, sandbox }: Chromium): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    chromiumSandbox: sandbox,
    args: switches,
    env: { ...process.env, ...environment },
  })
}

const isRoot = process.getuid?.() === 0

const asItIs = (executable: string) => ({ executable, environment: {} })

/** With its own libraries and its own font, so that it is the same everywhere and a bare machine lacks nothing. */
async function unpacked(folder: string): Promise<Omit<Chromium, 'sandbox'> | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack-chromium.ts')], {
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  })
  const fonts = join(folder, 'fonts.conf')
  writeFileSync(fonts, fontSettings(folder))
  const environment = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: fonts }
  return { executable: join(folder, 'chromium'), environment }
}

const fontSettings = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
