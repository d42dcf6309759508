import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, cast } from './support/cast.ts'
import { answersIn, head, sendRaw } from './support/raw.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let ada: Actor
beforeAll(async () => {
  usher = await startUsher()
  ;({ ada } = await cast(usher, 'ada'))
  await ada.founds()
})
afterAll(() => usher[Symbol.asyncDispose]())

const json = '{"name":"Smuggled"}'
const chunked = `${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n`
const smuggled = head('GET /livez')

/** A request to create an organization, framed in a way of its own. */
function framed(body: string, ...framing: string[]): string {
  return (
    head('POST /organizations', `Authorization: Bearer ${ada.token}`, 'Content-Type: application/json', ...framing) +
    body
  )
}

describe('requests that two servers could read differently', () => {
  test.each<[string, () => string]>([
    ['a length and chunks', () => framed(chunked, `Content-Length: ${json.length}`, 'Transfer-Encoding: chunked')],
    ['chunks and a length', () => framed(chunked, 'Transfer-Encoding: chunked', `Content-Length: ${json.length}`)],
    ['two different lengths', () => framed(json + smuggled, `Content-Length: ${json.length}`, 'Content-Length: 0')],
    ['the same length twice', () => framed(json, `Content-Length: ${json.length}`, `Content-Length: ${json.length}`)],
    ['a list of lengths', () => framed(json, `Content-Length: ${json.length}, ${json.length}`)],
    ['a negative length', () => framed(json, 'Content-Length: -1')],
    ['a length with a sign', () => framed(json, `Content-Length: +${json.length}`)],
    ['a length in hexadecimal', () => framed(json, 'Content-Length: 0x13')],
    ['a length beyond all numbers', () => framed(json, 'Content-Length: 99999999999999999999999')],
    ['an unknown transfer coding', () => framed(chunked, 'Transfer-Encoding: xchunked')],
    ['chunks that are not last', () => framed(chunked, 'Transfer-Encoding: chunked, identity')],
    ['a space before the colon', () => framed(chunked, 'Transfer-Encoding : chunked')],
    ['a folded header', () => framed(json, `Content-Length: ${json.length}`, 'X-Folded: one', ' two')],
    ['a folded transfer coding', () => framed(chunked, 'Transfer-Encoding:', ' chunked')],
    ['a header without a colon', () => framed(json, `Content-Length: ${json.length}`, 'nonsense')],
    ['a header name with a space', () => framed(json, `Content-Length: ${json.length}`, 'X Header: 1')],
    ['NUL in a header', () => framed(json, `Content-Length: ${json.length}`, 'X-Header: a\0b')],
    ['a bare CR in a header', () => framed(json, `Content-Length: ${json.length}`, 'X-Header: a\rX-Other: b')],
    ['bare line feeds', () => framed(json, `Content-Length: ${json.length}`).replaceAll('\r\n', '\n')],
    ['one bare line feed', () => framed(json, `X: 1\nContent-Length: ${json.length}`)],
    ['a chunk size that is none', () => framed(`zz\r\n${json}\r\n0\r\n\r\n`, 'Transfer-Encoding: chunked')],
    ['a chunk longer than it says', () => framed(`1\r\n${json}\r\n0\r\n\r\n`, 'Transfer-Encoding: chunked')],
    ['a chunk size beyond all numbers', () => framed(`fffffffffffffffff\r\n${json}`, 'Transfer-Encoding: chunked')],
    ['bare line feeds between chunks', () => framed(chunked.replaceAll('\r\n', '\n'), 'Transfer-Encoding: chunked')],
    ['no HTTP at all', () => 'nonsense\r\n\r\n'],
    ['TLS', () => '\u0016\u0003\u0001\u0002\r\n\r\n'],
    ['an unknown method', () => head('BREW /invitations')],
    ['another version of HTTP', () => 'GET /invitations HTTP/3.0\r\nHost: localhost\r\n\r\n'],
    ['a space in the target', () => head('GET /invitations x')],
  ])('%s: 400, nothing done, and the connection closed (case 75)', async (_, request) => {
    const answer = await unchanged(usher, () => sendRaw(usher.url, request() + smuggled))
    expect([answer.status, answersIn(answer)]).toEqual([400, 1])
    expect(answer.headers['connection']).toBe('close')
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 'malformed_request',
      request_id: answer.headers['x-request-id'],
    })
  })

  test('chunks alone, and a length alone, are well-formed (case 75)', async () => {
    for (const request of [
      framed(chunked, 'Transfer-Encoding: chunked', 'Connection: close'),
      framed(json, `Content-Length: ${json.length}`, 'Connection: close'),
    ]) {
      expect((await sendRaw(usher.url, request)).status).toBe(201)
    }
  })

  test('the service goes on answering afterwards (case 75)', async () => {
    expect((await ada.get('/organizations')).status).toBe(200)
  })
})
