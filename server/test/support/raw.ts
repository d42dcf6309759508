import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  /** By name in small letters. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

const patience_ms = 20_000

/**
 * Sends bytes as they are, for requests that no HTTP client would send, and reads until the service closes the
 * connection. Requests that leave it open, because nothing is wrong with them, must say `Connection: close`.
 */
export async function sendRaw(url: string, bytes: string | Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  const heard = await new Promise<string>((resolve, reject) => {
    let heard = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.setEncoding('utf8')
    socket.setTimeout(patience_ms, () => socket.destroy(new Error(`the connection was left open after: ${heard}`)))
    socket.on('data', (chunk) => (heard += chunk.toString()))
    // A service that hangs up on what is still being sent may reset the connection after its answer.
    socket.on('error', (error) => (heard === '' ? reject(error) : resolve(heard)))
    socket.on('close', () => resolve(heard))
  })
  return readAnswer(heard)
}

/** A request as text: the request line, a Host, whatever else is given, and the end of the head. */
export function head(line: string, ...headers: string[]): string {
  return [`${line} HTTP/1.1`, 'Host: localhost', ...headers, '', ''].join('\r\n')
}

/** How many answers were sent over one connection: more than one means that a request was smuggled. */
export function answersIn({ text }: RawAnswer): number {
  return 1 + text.split('HTTP/1.1 ').length - 1
}

function readAnswer(heard: string): RawAnswer {
  const end = heard.indexOf('\r\n\r\n')
  const [line = '', ...lines] = heard.slice(0, end).split('\r\n')
  const headers = lines
    .map((each) => each.split(/: ?(.*)/s))
    .map(([name = '', value = '']) => [name.toLowerCase(), value])
  return { status: Number(line.split(' ')[1]), headers: Object.fromEntries(headers), text: heard.slice(end + 4) }
}
