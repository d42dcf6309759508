import { PassThrough, Readable } from 'node:stream'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { BodyCutShort, linesOf } from '../src/http/lines.ts'

async function read(...pieces: (string | Buffer)[]): Promise<[number, string | undefined][]> {
  const found: [number, string | undefined][] = []
  for await (const { number, text } of linesOf(Readable.from(pieces.map((piece) => Buffer.from(piece))))) {
    found.push([number, text])
  }
  return found
}

afterEach(() => void vi.useRealTimers())

describe('the lines of a body', () => {
  test('are the same however it was cut into pieces, with any line ends, with and without the last', async () => {
    const expected = [
      [1, '{"a":1}'],
      [3, '{"b":"ü€😀"}'],
      [4, '{}'],
    ]
    for (const text of ['{"a":1}\n\n{"b":"ü€😀"}\n{}', '{"a":1}\r\n  \r\n{"b":"ü€😀"}\r\n{}\r\n']) {
      expect(await read(text)).toEqual(expected)
      expect(await read(...[...Buffer.from(text)].map((byte) => Buffer.from([byte])))).toEqual(expected)
    }
    expect(await read()).toEqual([])
    expect(await read('\n\n')).toEqual([])
  })

  test('have no text where they are too long or no UTF-8, and what comes after them has', async () => {
    const longest = 'x'.repeat(64 * 1024)
    const tooLong = Array.from({ length: 100 }, () => longest)
    expect(await read(longest, '\n', ...tooLong, '\n', Buffer.from([0xff, 0x0a]), 'y')).toEqual([
      [1, longest],
      [2, undefined],
      [3, undefined],
      [4, 'y'],
    ])
  })

  test('are read no faster than they are asked for', async () => {
    let made = 0
    const endless = Readable.from(
      (function* () {
        for (;;) {
          made += 1
          yield Buffer.from('{}\n'.repeat(1_000))
        }
      })(),
    )
    const lines = linesOf(endless)
    for (let asked = 0; asked < 3_000; asked++) await lines.next()
    expect(made).toBeLessThan(30)
    await lines.return(undefined)
    expect(endless.destroyed).toBe(true)
  })

  test('end where nothing comes for ten seconds, and where the connection is cut', async () => {
    vi.useFakeTimers()
    const hanging = linesOf(new PassThrough()).next()
    const refused = expect(hanging).rejects.toThrow(BodyCutShort)
    await vi.advanceTimersByTimeAsync(10_000)
    await refused
    const cut = new PassThrough()
    const next = expect(linesOf(cut).next()).rejects.toThrow(BodyCutShort)
    cut.destroy(new Error('aborted'))
    await next
  })
})
