import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

/**
 * Runs `work` while no other process of this machine does so in the same checkout: two installations or builds at once,
 * say `npm start` and `npm test` in two terminals, would delete each other's files.
 *
 * @param {string} root the checkout
 * @param {'installing' | 'building'} doing
 * @param {() => void} work
 */
export function withCheckoutLock(root, doing, work) {
  const lock = path.join(root, `.${doing}`)
  acquire(lock, doing)
  const release = () => rmSync(lock, { force: true })
  process.once('exit', release) // `work` may end the process
  work()
  process.off('exit', release)
  release()
}

/** A lock appears with its owner's process id in it (linking is atomic), so that one left behind can be told. */
function acquire(lock, doing) {
  const mine = `${lock}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    for (let waited = 0; !link(mine, lock); waited++) {
      const owner = ownerOf(lock)
      if (owner !== undefined && !isAlive(owner)) rmSync(lock, { force: true })
      if (waited === 1) console.log(`Waiting for another process that is ${doing} in this folder ...`)
      sleep(200)
    }
  } finally {
    rmSync(mine)
  }
}

function link(from, to) {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function ownerOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch {
    return undefined // released in the meantime
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
