/** `npm run check`: what has to hold for every change, apart from the tests. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { runSteps } from './steps.ts'
import type { Step } from './steps.ts'

const tool = (file: string) => path.join('node_modules', file)

const steps: Step[] = [
  { name: 'format', run: [tool('oxfmt/bin/oxfmt'), '--check'] },
  { name: 'lint', run: [tool('oxlint/bin/oxlint'), '--type-aware'] },
  { name: 'types', run: [tool('typescript/bin/tsc'), '--noEmit'] },
  { name: 'types of the client', run: [tool('typescript/bin/tsc'), '--noEmit', '--project', 'client'] },
  { name: 'types of the console', run: [tool('typescript/bin/tsc'), '--noEmit', '--project', 'console'] },
  { name: 'unused', run: [tool('knip/bin/knip.js')] },
]
const generate = path.join(import.meta.dirname, 'generate.ts')
if (existsSync(generate)) steps.push({ name: 'generated', run: [generate, '--check'] })

export const check = () => runSteps(steps)

if (process.argv[1] === import.meta.filename) {
  const { failed } = await check()
  process.exitCode = failed === 0 ? 0 : 1
}
