/**
 * `npm test`: the checks, then every test. With arguments, such as a file name or `--project unit`, only the tests they
 * select. The last line counts both, whatever was printed before.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { check } from './check.ts'
import { start } from './steps.ts'
import type { Tally } from './steps.ts'

/** The part we read of what vitest's `json` reporter writes. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

const selection = process.argv.slice(2)
const checks: Tally = selection.length === 0 ? await check() : { passed: 0, failed: 0 }
const tests = await runTests(selection)

const passed = checks.passed + tests.passed
const failed = checks.failed + tests.failed
console.log(`${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`)
process.exitCode = failed === 0 ? 0 : 1

async function runTests(args: string[]): Promise<Tally & { skipped: number }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'usher-test-report-'))
  try {
    const file = path.join(folder, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const exitCode = await vitest(['run', ...reporters, ...args])
    return count(await readReport(file), exitCode)
  } finally {
    await rm(folder, { recursive: true })
  }
}

function vitest(args: string[]) {
  return new Promise<number | null>((resolve, reject) => {
    start(['node_modules/vitest/vitest.mjs', ...args], 'inherit')
      .once('error', reject)
      .once('close', resolve)
  })
}

/** No report: vitest ended before the first test, which `count` tells by the exit code. */
async function readReport(file: string): Promise<Report | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report
  } catch {
    return undefined
  }
}

/** A file that cannot be loaded has no failing test, and a rejection nobody handles belongs to none: both count. */
function count(report: Report | undefined, exitCode: number | null) {
  const unloadable = (report?.testResults ?? []).filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
  const failed = (report?.numFailedTests ?? 0) + unloadable.length
  return {
    passed: report?.numPassedTests ?? 0,
    failed: exitCode === 0 ? failed : Math.max(failed, 1),
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  }
}
