import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Demo } from '../src/demo/description.ts'
import { startProgram } from './support/program.ts'
import { freshStore } from './support/store.ts'
import { freePort } from './support/usher.ts'

// It starts a process, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 180_000 })

const run = promisify(execFile)
const page = readFileSync(join(import.meta.dirname, '../../docs/SIGN_IN.md'), 'utf8')

/** The blocks of the page as one script, but for where the service is and where its demo lies. */
function walk(url: string, demo: string): string {
  const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block)
  const script = blocks.join('\necho ---\n')
  return script.replace(/^URL=.*$/m, `URL=${url}`).replace(/^DEMO=.*$/m, `DEMO=${demo}`)
}

test('the walk of docs/SIGN_IN.md works as it is printed, against what `npm start` brings', async () => {
  const store = await freshStore()
  onTestFinished(() => store[Symbol.asyncDispose]())
  const port = await freePort()
  const program = await startProgram({ USHER_MODE: 'development', ...store.environment, PORT: String(port) })
  onTestFinished(() => program[Symbol.asyncDispose]())
  await program.says('accept=true')
  const file = join(store.environment.USHER_DATA, 'demo.json')
  const demo = JSON.parse(readFileSync(file, 'utf8')) as Demo

  const { stdout } = await run('bash', ['-euc', walk(demo.base_url, file)])
  const printed = stdout.split('---\n').map((each) => each.trim())
  const [back, invitations, refreshed] = printed.filter((each) => each !== '')
  expect(back).toMatch(/^http:\/\/127\.0\.0\.1\/callback\?code=[\w-]+&state=[\da-f]{32}&iss=http/)
  expect(JSON.parse(invitations ?? '')).toMatchObject([{ organization_name: 'Analytical Engines' }])
  expect(JSON.parse(refreshed ?? '')).toMatchObject({
    access_token: expect.any(String),
    refresh_token: expect.any(String),
    token_type: 'Bearer',
    expires_in: 600,
    scope: 'invitations:read invitations:respond',
  })
})
