import { startMeddlingProxy } from './meddling-proxy.ts'

/** Before the server hears of it; or after it has answered, before anybody hears the answer. */
export type Moment = 'before' | 'after'

/** Stands between the service and its PostgreSQL server, and breaks a connection at exactly the moment it is told. */
export interface SeveringProxy extends AsyncDisposable {
  /** The server's URL, through the proxy. */
  readonly url: string
  /**
   * Severs the first connection on which statements with these texts are sent one after the other, at the last of them.
   *
   * @returns settles when it is done
   */
  sever(moment: Moment, ...texts: [string, ...string[]]): Promise<void>
  /** Severs the first connection on which such a statement is answered with this, before anybody hears the answer. */
  severAnswer(text: string, answer: string): Promise<void>
}

export async function startSeveringProxy(serverUrl: string): Promise<SeveringProxy> {
  const target = new URL(serverUrl)
  // A connection sends the text of a statement once and from then on its name.
  const prepared = new Map<string, string>()
  const heard = (chunk: Buffer) => {
    const text = chunk.toString('latin1')
    for (const [, name, statement] of text.matchAll(/(usher_[\w-]{20})\0([^\0]+)\0/g)) {
      if (name !== undefined && statement !== undefined) prepared.set(name, statement)
    }
    const named = text.match(/usher_[\w-]{20}/g) ?? []
    return [text, ...named.map((name) => prepared.get(name) ?? '')].join('\n')
  }
  const proxy = await startMeddlingProxy(
    { hostname: target.hostname, port: Number(target.port) },
    { answered: saysReady, heard },
  )
  const url = new URL(serverUrl)
  url.port = String(proxy.port)
  return {
    url: url.href,
    sever: (moment, ...texts) => proxy.meddle({ moment, texts, act: 'cut' }),
    severAnswer: (text, answer) =>
      proxy.meddle({ moment: 'after', texts: [text], to: (said) => said.includes(answer), act: 'cut' }),
    [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose](),
  }
}

/** Whether the last message of the server is ReadyForQuery: what it was told is done, and committed if it was to be. */
function saysReady(answer: Buffer): boolean {
  return answer.length >= 6 && answer.subarray(-6, -1).equals(Buffer.from([0x5a, 0, 0, 0, 5]))
}
