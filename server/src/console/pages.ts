import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { html } from '../html.ts'
import { refuse } from '../http/problems.ts'
import { Refused } from '../http/refused.ts'
import { sendPage } from '../issuer/frame.ts'
import type { Page } from '../pages.ts'
import type { Usher } from '../usher.ts'
import { languageFor } from '../messages/messages.ts'
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

/**
 * One invitation, without what the rest of the console needs: where the links of mails lead, with their token behind the
 * `#`, and where people come back to it.
 */
export const invitation: Page = async (usher, _, reply) => (await built(usher, 'join.html', reply)) ?? notBuilt(reply)

/** Scripts, styles and pictures. Their names change with their content, so a browser asks for each once. */
export const asset: Page = async (_, request, reply) => {
  const name = nameIn(request)
  return reply
    .header('cross-origin-resource-policy', 'same-origin')
    .sendFile(`assets/${name}`, { maxAge: year_ms, immutable: true })
}

async function built(
  { config, consoleFolder }: Usher,
  file: string,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const text = await readFile(join(consoleFolder, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const nonce = randomBytes(16).toString('base64url')
  return reply
    .headers(pageHeaders(nonce, config.publicUrl))
    .type('text/html; charset=utf-8')
    .send(text.replaceAll(nonce_place, nonce))
}

function notBuilt(reply: FastifyReply): FastifyReply {
  const body = html`<p>Its files are missing. Run <code>npm run build</code> in the folder of Usher, then reload this page.</p>
    <p>Who came for an invitation: it waits, and its link works as soon as this is mended.</p>
    <p>The API works without it: <a href="/docs">its reference</a>.</p>`
  const content = { title: html`The console was not built`, body }
  // For whoever set the service up, so in English like the rest of what they read.
  return sendPage(reply, languageFor('en', undefined), content, { status: 503 })
}

/** The rest of the path, which names a page or a file in plain words, and no way out of the folder. */
function nameIn({ params }: FastifyRequest): string {
  const { '*': name = '' } = params as { '*'?: string }
  if (name === '' || /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*\/?$/.test(name)) return name
  throw new Refused(refuse('not_found'))
}
