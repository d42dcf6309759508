import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)

/** A named command of the checks: a JavaScript or TypeScript file, from the repository's root, and its arguments. */
export interface Step {
  name: string
  run: readonly [file: string, ...args: string[]]
}

/** How many of something went well and how many did not. */
export interface Tally {
  passed: number
  failed: number
}

/** Runs every step, also after one has failed: whoever mends one thing wants to know of the next as well. */
export async function runSteps(steps: readonly Step[]): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0 }
  for (const { name, run } of steps) {
    const started = performance.now()
    const { ok, output } = await quietly(run)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${ok ? '✓' : '✗'} ${name} ${seconds} s`)
    if (!ok) console.log(output.trimEnd())
    tally[ok ? 'passed' : 'failed']++
  }
  return tally
}

/** Starts a file under the Node that runs this one, so that a step means the same with and without npm. */
export function start([file, ...args]: Step['run'], stdio: 'inherit' | 'pipe') {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    cwd: root,
    stdio: ['ignore', stdio, stdio],
  })
  endTogether(child)
  return child
}

/** Whoever ends us means the step as well; left alone it would run on unseen. */
function endTogether(child: ChildProcess) {
  const signals = ['SIGINT', 'SIGTERM'] as const
  const onSignal = (signal: NodeJS.Signals) => {
    child.once('close', () => process.kill(process.pid, signal))
    child.kill('SIGTERM')
  }
  for (const signal of signals) process.once(signal, onSignal)
  child.once('close', () => {
    for (const signal of signals) process.off(signal, onSignal)
  })
}

function quietly(run: Step['run']) {
  return new Promise<{ ok: boolean; output: string }>((resolve, reject) => {
    const child = start(run, 'pipe')
    let output = ''
    const collect = (chunk: string) => (output += chunk)
    child.stdout?.setEncoding('utf8').on('data', collect)
    child.stderr?.setEncoding('utf8').on('data', collect)
    child.once('error', reject)
    child.once('close', (code) => resolve({ ok: code === 0, output }))
  })
}
