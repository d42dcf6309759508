import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { html } from '../html.ts'
import { refuse } from '../http/problems.ts'
import { Refused } from '../http/refused.ts'
import { page, pageHeaders as plainHeaders } from '../issuer/frame.ts'
import { joinPage } from '../links/join-page.ts'
import type { Page } from '../pages.ts'
import type { Usher } from '../usher.ts'
import { pageHeaders } from './policy.ts'

/** What stands in the built pages where the nonce of an answer belongs. */
const nonce_place = '__CSP_NONCE__'

const year_ms = 365 * 86_400_000
const hour_ms = 3_600_000

/** The console: one page, whose script shows what the address names. Files that stand beside it are served as they are. */
export const app: Page = async (usher, request, reply) => {
  const name = nameIn(request)
  if (/\.(?!html$)\w+$/.test(name)) return reply.sendFile(name, { maxAge: hour_ms })
  return (await built(usher, 'index.html', reply)) ?? notBuilt(reply)
}

/** One invitation, without what the rest of the console needs: where the links of mails lead. */
export const invitation: Page = async (usher, _, reply) => (await built(usher, 'join.html', reply)) ?? notBuilt(reply)

/** The same, for a link with its token behind the `#`; while the console is not built, a page that only shows it. */
export const link: Page = async (usher, request, reply) =>
  (await built(usher, 'join.html', reply)) ?? joinPage(usher, request, reply)

/** Scripts, styles and pictures. Their names change with their content, so a browser asks for each once. */
export const asset: Page = async (_, request, reply) => {
  const name = nameIn(request)
  return reply
    .header('cross-origin-resource-policy', 'same-origin')
    .sendFile(`assets/${name}`, { maxAge: year_ms, immutable: true })
}

async function built({ consoleFolder }: Usher, file: string, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const text = await readFile(join(consoleFolder, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const nonce = randomBytes(16).toString('base64url')
  return reply.headers(pageHeaders(nonce)).type('text/html; charset=utf-8').send(text.replaceAll(nonce_place, nonce))
}

function notBuilt(reply: FastifyReply): FastifyReply {
  const content = html`<p>Its files are missing. Run <code>npm run build</code> in the folder of Usher, then reload this page.</p>
    <p>The API works without it: <a href="/docs">its reference</a>.</p>`
  return reply
    .code(503)
    .headers(plainHeaders())
    .type('text/html; charset=utf-8')
    .send(page('The console was not built', content))
}

/** The rest of the path, which names a page or a file in plain words, and no way out of the folder. */
function nameIn({ params }: FastifyRequest): string {
  const { '*': name = '' } = params as { '*'?: string }
  if (name === '' || /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*\/?$/.test(name)) return name
  throw new Refused(refuse('not_found'))
}
