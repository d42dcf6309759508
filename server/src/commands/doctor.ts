import type { Command } from 'commander'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { examine } from '../doctor/doctor.ts'
import { type Finding, wrong } from '../doctor/finding.ts'

const marks: Record<Finding['state'], string> = { well: '✓', warning: '!', wrong: '✗', skipped: '-' }

/** `usher-server doctor`: says what is well, what is not, and how to mend it. Ends with 1 if anything is wrong. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look at everything that the service depends on; changes nothing, sends no mail')
    .option('--development', 'with the settings of serve --development')
    .option('--json', 'for machines')
    .action(async ({ development, json }: { development?: true; json?: true }) => {
      const findings = await findingsWith(development === true ? 'development' : 'production')
      const faults = findings.filter(({ state }) => state === 'wrong').length
      if (json === true) console.log(JSON.stringify({ well: faults === 0, findings }, null, 2))
      else print(findings, faults)
      if (faults > 0) process.exitCode = 1
    })
}

async function findingsWith(defaultMode: Config['mode']): Promise<Finding[]> {
  try {
    return await examine(readConfig({ defaultMode }))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map((problem) => wrong('settings', problem, 'Mend that setting, then ask again.'))
  }
}

function print(findings: readonly Finding[], faults: number): void {
  const width = Math.max(...findings.map(({ about }) => (about.startsWith('issuer ') ? 0 : about.length)))
  for (const { about, state, reason, mend } of findings) {
    console.log(`${marks[state]} ${about.padEnd(width)}  ${reason}`)
    if (mend !== undefined) console.log(`${' '.repeat(width + 4)}${mend}`)
  }
  console.log(
    faults === 0 ? '\nNothing is wrong.' : `\n${faults} of ${findings.length} ${faults === 1 ? 'is' : 'are'} wrong.`,
  )
}
