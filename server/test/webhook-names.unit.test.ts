import { createSocket } from 'node:dgram'
import { describe, expect, onTestFinished, test } from 'vitest'
import { findAddresses } from '../src/webhooks/names.ts'

const types = { 1: 'A', 28: 'AAAA' } as const
const failures = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const

/** What a name server says of a name: its addresses in bytes, that something failed, or nothing at all. */
type Said = readonly (readonly number[])[] | keyof typeof failures | 'silence'

/** A name server on this machine that says the same of every name; how it is asked, and what for. */
async function nameServer(says: Record<'A' | 'AAAA', Said>): Promise<{ at: string; asked: string[] }> {
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    const labels: string[] = []
    let at = 12
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString('latin1', at + 1, at + 1 + length))
      at += 1 + length
    }
    const type = types[query.readUInt16BE(at + 1) as 1 | 28]
    asked.push(`${type} ${labels.join('.')}`)
    const said = says[type]
    if (said === 'silence') return
    const addresses = typeof said === 'string' ? [] : said
    const head = Buffer.alloc(12)
    query.copy(head, 0, 0, 2)
    head.writeUInt16BE(0x8180 | (typeof said === 'string' ? failures[said] : 0), 2)
    head.writeUInt16BE(1, 4)
    head.writeUInt16BE(addresses.length, 6)
    // The name as a pointer to the question, the type, the class, no time to live.
    const record = (bytes: readonly number[]) =>
      Buffer.from([0xc0, 12, 0, bytes.length === 4 ? 1 : 28, 0, 1, 0, 0, 0, 0, 0, bytes.length, ...bytes])
    socket.send(Buffer.concat([head, query.subarray(12, at + 5), ...addresses.map(record)]), from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  onTestFinished(() => void socket.close())
  return { at: `127.0.0.1:${socket.address().port}`, asked }
}

const four = [93, 184, 215, 14]
const six = [0x26, 0x06, 0x28, 0, 2, 0x1f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
const public4 = { address: '93.184.215.14', family: 4 }
const public6 = { address: '2606:2800:21f::1', family: 6 }

describe('the addresses of a name', () => {
  test.each<[string, Said, Said, readonly object[]]>([
    ['both kinds', [four, [10, 0, 0, 1]], [six], [public4, { address: '10.0.0.1', family: 4 }, public6]],
    ['IPv4 alone', [four], [], [public4]],
    ['IPv6 alone', [], [six], [public6]],
    ['IPv6, while the other question fails', 'SERVFAIL', [six], [public6]],
    ['IPv4, while the other question fails', [four], 'REFUSED', [public4]],
  ])('are all that the name servers know: %s (case 109)', async (_, a, aaaa, found) => {
    const { at, asked } = await nameServer({ A: a, AAAA: aaaa })
    expect(await findAddresses('hooks.example.com', [at])).toEqual(found)
    expect(new Set(asked)).toEqual(new Set(['A hooks.example.com', 'AAAA hooks.example.com']))
  })

  test.each<[string, Said, string]>([
    ['there is no such name', 'NXDOMAIN', 'ENOTFOUND'],
    ['it has none', [], 'ENODATA'],
    ['the name servers fail', 'SERVFAIL', 'ESERVFAIL'],
  ])('are none where %s (case 109)', async (_, said, code) => {
    const { at } = await nameServer({ A: said, AAAA: said })
    await expect(findAddresses('hooks.example.com', [at])).rejects.toMatchObject({ code })
  })

  test('are not waited for longer than an attempt may take (case 112)', { timeout: 20_000 }, async () => {
    const { at } = await nameServer({ A: 'silence', AAAA: 'silence' })
    const began = performance.now()
    await expect(findAddresses('hooks.example.com', [at])).rejects.toMatchObject({ code: 'ETIMEOUT' })
    expect(performance.now() - began).toBeLessThan(15_000)
  })

  test('are those of this machine for its own names, and nobody is asked (case 108)', async () => {
    const { at, asked } = await nameServer({ A: [four], AAAA: [six] })
    const found = await findAddresses('hooks.localhost', [at])
    expect(found.map(({ address }) => address)).toEqual(['127.0.0.1', '::1'])
    expect(asked).toEqual([])
  })
})
