import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cast } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { type MeddlingProxy, type Moment, startMeddlingProxy } from './support/meddling-proxy.ts'
import { type Receiver, startReceiver, verified } from './support/receiver.ts'
import { startUsher, type TestUsher } from './support/usher.ts'
import { listensAt, timeComes } from './support/webhooks.ts'

let receiver: Receiver
let proxy: MeddlingProxy
let usher: TestUsher
beforeAll(async () => {
  receiver = await startReceiver()
  const answered = (said: Buffer) => said.includes('\r\n\r\n')
  proxy = await startMeddlingProxy({ hostname: '127.0.0.1', port: Number(new URL(receiver.url).port) }, { answered })
  usher = await startUsher({ USHER_WEBHOOK_ALLOW_LOOPBACK: 'true' })
})
afterEach(() => void (receiver.received.length = 0))
afterAll(async () => {
  await usher[Symbol.asyncDispose]()
  await proxy[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

test.each<[Moment, string, string[], number]>([
  ['before', 'a word is said', [], 1],
  // Its end is not heard, so it is none.
  ['before', 'the request', ['POST /'], 1],
  ['within', 'the answer', ['POST /'], 2],
  ['after', 'the answer', ['POST /'], 2],
])(
  'a connection that breaks %s %s loses no webhook, and what comes again is the same to the letter (case 116)',
  async (moment, _, texts, copies) => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const endpoint = await listensAt(ada, company, {
      url: `http://127.0.0.1:${proxy.port}/`,
      event_types: ['invitation.created'],
    })
    const broken = proxy.meddle({ moment, texts, act: 'cut' })
    await ada.invites(company, newAddress('grace'))
    await broken
    await expect
      .poll(async () => {
        await timeComes(usher, endpoint)
        const { body } = await ada.get(`${endpoint.path}/deliveries`)
        return (body as { state: string }[]).map(({ state }) => state)
      })
      .toEqual(['delivered'])
    expect(receiver.received).toHaveLength(copies)
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    for (const each of receiver.received) verified(endpoint.secret, each)
  },
)
