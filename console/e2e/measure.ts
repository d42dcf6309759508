/**
 * How long the page of an invitation takes until it can be answered, at a service that is warm. By hand, while `npm start`
 * runs: `node console/e2e/measure.ts [URL]`. Each visit is a browser profile of its own, so nothing is cached.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium, launch } from './support/chromium.ts'

const visits = 15
const url = process.argv[2] ?? 'http://127.0.0.1:4000'
const mails = (await (await fetch(`${url}/mailbox/messages?to=grace@example.com`)).json()) as { text: string }[]
const link = mails.map(({ text }) => /\S+\/join#\S+/.exec(text)?.[0]).find((found) => found !== undefined)
if (link === undefined)
  throw new Error(`${url} has mailed no invitation to grace@example.com: start it on a new data folder.`)

const folder = mkdtempSync(join(tmpdir(), 'usher-chromium-'))
try {
  const browser = await launch(await findChromium(folder))
  const took_ms: number[] = []
  for (let visit = 0; visit < visits; visit++) {
    const context = await browser.newContext({ locale: 'en' })
    const page = await context.newPage()
    await page.goto(link, { waitUntil: 'commit' })
    await page.getByRole('button', { name: 'Sign in to answer' }).waitFor()
    took_ms.push(await page.evaluate(() => performance.now()))
    await context.close()
  }
  await browser.close()
  took_ms.sort((a, b) => a - b)
  const [best, median, worst] = [took_ms[0], took_ms[visits >> 1], took_ms[visits - 1]].map((ms = 0) => Math.round(ms))
  console.log(`${visits} visits: ${best} ms at best, ${median} ms in the middle, ${worst} ms at worst.`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
