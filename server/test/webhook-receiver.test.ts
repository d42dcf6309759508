import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { cast } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { freePort, startUsher } from './support/usher.ts'
import { listensAt } from './support/webhooks.ts'

const root = join(import.meta.dirname, '../..')

test(
  'the receiver of docs/WEBHOOKS.md takes what is sent, and nothing that is not signed',
  { timeout: 60_000 },
  async () => {
    const text = readFileSync(join(root, 'docs/WEBHOOKS.md'), 'utf8')
    const [, program = ''] = /<!-- receiver[^>]*-->\n+```js\n(.*?)```/s.exec(text) ?? []
    expect(program).toContain('webhook.verify')
    // Where the library is found.
    const folder = mkdtempSync(join(root, 'node_modules/.receiver-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, 'receiver.mjs')
    writeFileSync(file, program)

    await using usher = await startUsher({ USHER_WEBHOOK_ALLOW_LOOPBACK: 'true' })
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const port = await freePort()
    const url = `http://127.0.0.1:${port}/`
    const { secret } = await listensAt(ada, company, { url, event_types: ['invitation.created'] })
    const receiver = spawn(process.execPath, [file], { env: { WEBHOOK_SECRET: secret, PORT: String(port) } })
    onTestFinished(() => void receiver.kill())
    let said = ''
    receiver.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
    receiver.stderr.on('data', (piece: Buffer) => (said += piece.toString()))
    const forged = async () => (await fetch(url, { method: 'POST', body: '{}' })).status
    await expect.poll(() => forged().catch(() => 0), { interval: 100 }).toBe(401)
    await ada.invites(company, newAddress('grace'))
    await expect.poll(() => said).toMatch(/^invitation\.created \d+\n$/)
  },
)
