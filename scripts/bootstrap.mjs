/**
 * Makes a fresh checkout runnable: the `pre` step of `npm start`, `npm test` and the others.
 *
 * Plain JavaScript, because it has to run before anything is installed, on whatever Node the machine has (20 or newer).
 * The Node that runs Usher itself comes with the dependencies: npm puts `node_modules/.bin` first on the PATH of every
 * script, so the step after this one finds Node 24 there.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const modules = path.join(root, 'node_modules')

if (major(process.version) < 20) {
  fail(`Usher needs Node 20 or newer to install itself; this is ${process.version}. See https://nodejs.org/`)
}

if (!isInstalled()) {
  const { withCheckoutLock } = await import('./checkout-lock.mjs')
  // Whoever waited for the lock finds the work done, hence the second look.
  withCheckoutLock(root, 'installing', () => isInstalled() || install())
}
verifyRuntime()
if (process.argv.includes('--build')) build()

/**
 * Compares what is installed with the lock file, through the list npm writes into node_modules as the last act of an
 * installation. An interrupted installation has no such list, and a manual `npm install` is recognised.
 */
function isInstalled() {
  const wanted = packagesIn(path.join(root, 'package-lock.json'))
  const present = packagesIn(path.join(modules, '.package-lock.json'))
  if (!wanted || !present) return false

  const same = (name) =>
    present[name]
      ? present[name].version === wanted[name].version && present[name].integrity === wanted[name].integrity
      : wanted[name].optional === true // made for another platform
  return (
    Object.keys(wanted).every((name) => name === '' || same(name)) && Object.keys(present).every((name) => wanted[name])
  )
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** Everything, whatever NODE_ENV or the user's npm settings say: checks and tests need the development tools. */
function install() {
  console.log('Installing dependencies (once) ...')
  const started = performance.now()
  const options = ['--include=dev', '--include=optional', '--engine-strict=false']
  const quiet = ['--loglevel=error', '--no-fund', '--no-audit', '--no-update-notifier']
  const { error, status } = npm(['ci', ...options, ...quiet])
  if (error)
    fail(`Could not start npm (${error.message}). Install Node with npm from https://nodejs.org/, then repeat.`)
  if (status !== 0) fail('The dependencies could not be installed; npm says why above. Mend that, then repeat.')
  console.log(`Installed in ${Math.round((performance.now() - started) / 1000)} s.`)
}

/** Runs the npm that runs us, with the Node that runs it: the one in node_modules is about to be replaced. */
function npm(args) {
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }
  const { npm_execpath: cli, npm_node_execpath: node = process.execPath } = process.env
  if (cli && /npm-cli\.[cm]?js$/.test(cli)) return spawnSync(node, [cli, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** The bundled Node is built for common systems; elsewhere (musl, for one) the machine's own Node 24 does as well. */
function verifyRuntime() {
  if (path.dirname(process.execPath).startsWith(modules)) return

  if (existsSync(bundled())) {
    const { status, stdout } = spawnSync(bundled(), ['--version'], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    })
    if (status === 0 && major(stdout) >= 24) return
    rmSync(bundled()) // it would stand before the machine's own on the PATH
  }
  if (major(process.version) >= 24) return
  fail(
    `Usher runs on Node 24; this is ${process.version}, and the Node that comes with the dependencies does not run on ` +
      `${process.platform} ${process.arch}. Install Node 24 from https://nodejs.org/, then repeat.`,
  )
}

/**
 * Builds the console, in the Node that is there now. A command behind this one in the same script would still get the Node that
 * this one got, since shells remember where they found it.
 */
function build() {
  const args = ['--disable-warning=ExperimentalWarning', path.join(root, 'scripts/build.ts')]
  const windows = process.platform === 'win32'
  const { error, status } = spawnSync(existsSync(bundled()) ? bundled() : process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
  })
  if (error) fail(`The console could not be built: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}

/** The Node that comes with the dependencies. */
function bundled() {
  return path.join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
}

/** @param {string} version such as `v24.1.0` */
function major(version) {
  return Number.parseInt(version.replace(/^v/, ''), 10)
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
