import type { Duplex, Readable } from 'node:stream'
import type { FastifyInstance, FastifySchema, FastifySchemaCompiler, RouteOptions } from 'fastify'
import { lines_type } from './operation.ts'
import type { Code } from './problems.ts'

/** What is said in place of the general sentence where lines are taken and answered. */
export const details_of_lines: Partial<Record<Code, string>> = {
  unsupported_media_type: `Send lines of JSON as ${lines_type} in UTF-8, without content encoding.`,
  not_acceptable: `This is not available in the media type that \`Accept\` asks for. Ask for ${lines_type}, or leave the header away.`,
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route takes lines. */
    lines?: boolean
  }
}

const longest_line_bytes = 64 * 1024
const idle_ms = 10_000
const longest_ms = 30 * 60_000
const line_feed = 0x0a

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Connections on which a long body comes, which have a deadline of their own in place of that of all requests. */
const unhurried = new WeakSet<Duplex>()

export function isUnhurried(socket: Duplex): boolean {
  return unhurried.has(socket)
}

/** Registers a route whose body is lines: it is handed over unread, however long it is, and nothing else is taken there. */
export function acceptLines(app: FastifyInstance, route: RouteOptions): void {
  void app.register((within, _options, done) => {
    within.removeAllContentTypeParsers()
    within.addContentTypeParser(lines_type, (request, body, parsed) => {
      unhurried.add(request.raw.socket)
      parsed(null, body)
    })
    // Whatever still comes after the answer has the deadline of all requests again.
    within.addHook('onResponse', (request, _reply, answered) => {
      unhurried.delete(request.raw.socket)
      answered()
    })
    within.route({ ...route, config: { lines: true }, validatorCompiler: checkAllButTheBody(app) })
    done()
  })
}

/** All parts are checked as everywhere, but for the body, which is not there yet. */
function checkAllButTheBody(app: FastifyInstance): FastifySchemaCompiler<FastifySchema> {
  return (part) => {
    const compile = app.validatorCompiler
    if (part.httpPart === 'body' || compile === undefined) return (value: unknown) => ({ value })
    return compile(part)
  }
}

/** The other side sent nothing for too long, or hung up in the middle. */
export class BodyCutShort extends Error {
  override readonly name = 'BodyCutShort'
}

/** One line, or undefined where it was too long to be kept or no UTF-8. */
export interface Line {
  /** From 1. */
  readonly number: number
  readonly text: string | undefined
}

/**
 * The lines of a body as they come, without what ends them; empty ones are left out and counted. No more is read than is
 * asked for, and of a line that is too long nothing is kept.
 *
 * @throws BodyCutShort
 */
export async function* linesOf(body: Readable): AsyncGenerator<Line> {
  let number = 0
  let begun: Buffer[] = []
  let bytes = 0
  const add = (part: Buffer) => {
    bytes += part.length
    if (bytes <= longest_line_bytes) begun.push(part)
  }
  const end = (): Line | undefined => {
    number += 1
    const text = bytes > longest_line_bytes ? undefined : decoded(Buffer.concat(begun))
    begun = []
    bytes = 0
    return text === '' ? undefined : { number, text }
  }
  for await (const chunk of inTime(body)) {
    let from = 0
    for (let at = chunk.indexOf(line_feed); at !== -1; at = chunk.indexOf(line_feed, from)) {
      add(chunk.subarray(from, at))
      const line = end()
      if (line !== undefined) yield line
      from = at + 1
    }
    add(chunk.subarray(from))
  }
  const last = bytes === 0 ? undefined : end()
  if (last !== undefined) yield last
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes).trim()
  } catch {
    return undefined
  }
}

/** The pieces of a body, while they come in time. Time that passes before the next is asked for does not count. */
async function* inTime(body: Readable): AsyncGenerator<Buffer> {
  const until = Date.now() + longest_ms
  const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  try {
    for (;;) {
      const piece = await next(pieces, Math.min(idle_ms, until - Date.now()))
      if (piece.done === true) return
      yield piece.value
    }
  } finally {
    // What is left of it nobody reads; waiting for it here would be waiting for who hangs.
    void pieces.return?.()
  }
}

async function next(pieces: AsyncIterator<Buffer>, wait_ms: number): Promise<IteratorResult<Buffer>> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new BodyCutShort('nothing came for too long')), wait_ms)
  try {
    return await Promise.race([pieces.next(), promise])
  } catch (error) {
    throw error instanceof BodyCutShort ? error : new BodyCutShort('the connection was cut', { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
