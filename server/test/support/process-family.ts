import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'

/**
 * Signals a process and its children. To be stopped, the parent comes first, so that it starts no more of them.
 * Those that have ended in the meantime are passed over.
 */
export function signalFamily(parent: number, signal: NodeJS.Signals) {
  const send = (pid: number) => {
    try {
      process.kill(pid, signal)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
  if (signal === 'SIGSTOP') send(parent)
  for (const child of childrenOf(parent)) send(child)
  if (signal !== 'SIGSTOP') send(parent)
}

function childrenOf(parent: number): number[] {
  const processes = process.platform === 'linux' ? processesOfLinux() : processesByPs()
  return processes.filter((entry) => entry.parent === parent).map((entry) => entry.pid)
}

/** Slim containers have no `ps`. The name, in parentheses, may contain anything: state and parent follow the last one. */
function processesOfLinux() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      const stat = readOr(`/proc/${name}/stat`, '')
      return { pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) }
    })
}

function processesByPs() {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  return lines.map((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number)
    return { pid: pid ?? Number.NaN, parent: parent ?? Number.NaN }
  })
}

function readOr(file: string, otherwise: string) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise // it has ended
  }
}
