/**
 * `npm run build`: the pages of `console/` into `console/dist`, unless what is there was built from the same sources.
 * `npm start` runs it every time, so to find that nothing has changed has to be quick.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withCheckoutLock } from './checkout-lock.mjs'
import { compressFiles } from './compress.ts'

const root = join(import.meta.dirname, '..')
const built = join(root, 'console/dist')

/** Everything that decides what comes out. */
const sources = [
  'console/src/**/*.*',
  'console/*.html',
  'console/{vite.config.ts,package.json,tsconfig.json}',
  'client/src/**/*.ts',
  'package-lock.json',
  'scripts/{build,compress}.ts',
]

if (!isBuilt()) {
  // Whoever waited for the lock finds the work done, hence the second look.
  withCheckoutLock(root, 'building', () => {
    if (!isBuilt()) build()
  })
}

function isBuilt(): boolean {
  try {
    return readFileSync(join(built, '.built'), 'utf8') === fingerprint()
  } catch {
    return false
  }
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of globSync(sources, { cwd: root }).toSorted()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** Beside the old one, which a running service may be serving from, and into its place when it is whole. */
function build() {
  console.log('Building the console (once) ...')
  const started = performance.now()
  const before = fingerprint()
  const fresh = `${built}.new`
  vite(fresh)
  compressFiles(fresh)
  writeFileSync(join(fresh, '.built'), before)
  rmSync(built, { recursive: true, force: true })
  renameSync(fresh, built)
  console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
}

function vite(target: string) {
  const cli = join(root, 'node_modules/vite/bin/vite.js')
  const { status, error, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, 'build', join(root, 'console'), '--outDir', target, '--emptyOutDir', '--logLevel', 'warn'],
    { cwd: join(root, 'console'), encoding: 'utf8' },
  )
  if (status === 0) return
  console.error(`The console could not be built.\n${error?.message ?? ''}${stdout}${stderr}`)
  process.exit(1)
}
