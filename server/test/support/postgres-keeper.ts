/**
 * Waits until its standard input ends, then removes the folder named by its argument and ends the PostgreSQL server
 * that runs on `data` in it, if any. See `keep` in `postgres-cluster.ts`.
 */
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { signalFamily } from './process-family.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: postgres-keeper.ts <folder>')

process.stdin.resume().once('close', () => void clean(folder))

async function clean(folder: string) {
  const pidFile = path.join(folder, 'data', 'postmaster.pid')
  const postmaster = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10)
  if (postmaster > 0) {
    // It may have been frozen, and an immediate shutdown is good enough for what is deleted next.
    signalFamily(postmaster, 'SIGCONT')
    signalFamily(postmaster, 'SIGQUIT')
    // The file goes with the server; the process may stay on as a zombie where nobody adopts orphans.
    for (let waited = 0; waited < 5000 && existsSync(pidFile) && isAlive(postmaster); waited += 50) await delay(50)
    signalFamily(postmaster, 'SIGKILL')
  }
  // PostgreSQL's last processes may still be writing: hence the retries.
  await rm(folder, { recursive: true, force: true, maxRetries: 10 })
}

function isAlive(pid: number) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
