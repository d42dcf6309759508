import { describe, expect, test } from 'vitest'
import { whatIsWrongWith } from '../src/clients/redirect-uris.ts'

const wrongWith = (uri: string, confidential: boolean) =>
  whatIsWrongWith({ confidential, redirectUris: [uri], postLogoutRedirectUris: [] })?.particulars.errors?.[0]?.detail

describe('an address to come back to', () => {
  test.each([
    'https://app.example.com/callback',
    'https://app.example.com',
    'https://app.example.com:8443/callback?tenant=1',
    'http://127.0.0.1/callback',
    'http://127.0.0.1:3000/callback',
    'http://[::1]:3000/callback',
    'http://localhost:3000/callback',
  ])('may be %s', (uri) => {
    expect([wrongWith(uri, true), wrongWith(uri, false)]).toEqual([undefined, undefined])
  })

  test('of an installed program is for public clients (RFC 8252, section 8.5)', () => {
    expect(wrongWith('com.example.app:/callback', false)).toBeUndefined()
    expect(wrongWith('com.example.app:/callback', true)).toContain('register it as a public client')
  })

  test.each([
    ['callback', 'absolute URI'],
    ['/callback', 'absolute URI'],
    ['https://', 'absolute URI'],
    ['https://app.example.com/call back', 'absolute URI'],
    ['https:\\\\app.example.com\\callback', 'absolute URI'],
    ['https://app.éxample.com/callback', 'absolute URI'],
    [`https://app.example.com/${'x'.repeat(2_000)}`, 'absolute URI'],
    ['https://app.example.com/callback#', 'fragment'],
    ['https://app.example.com/callback#here', 'fragment'],
    ['https://*.example.com/callback', 'wildcards'],
    ['https://app.example.com/*', 'wildcards'],
    ['https://app.example.com@evil.example.net/callback', 'no user'],
    ['https://:secret@app.example.com/callback', 'no user'],
    ['https://localhost/callback', 'no certificate'],
    ['http://app.example.com/callback', 'must begin with https:'],
    ['http://127.0.0.1.example.com/callback', 'must begin with https:'],
    ['http://10.0.0.1/callback', 'must begin with https:'],
    ['https:app.example.com/callback', 'as browsers send it'],
    ['https:/app.example.com/callback', 'as browsers send it'],
    ['https://app.example.com/a/../callback', 'as browsers send it'],
    ['https://APP.example.com/callback', 'as browsers send it'],
    ['https://app.example.com:443/callback', 'as browsers send it'],
    ['http://127.1/callback', 'as browsers send it'],
    ['http://2130706433/callback', 'as browsers send it'],
    ['https://@app.example.com/callback', 'no user'],
    ['com.example.app:', 'must begin with https:'],
    ['javascript:alert(1)', 'must begin with https:'],
    ['data:text/html,x', 'must begin with https:'],
    ['file:///etc/passwd', 'must begin with https:'],
    ['myapp:/callback', 'must begin with https:'],
  ])('cannot be %s', (uri, told) => {
    expect(wrongWith(uri, false)).toContain(told)
  })

  test('is told by its place', () => {
    const wrong = whatIsWrongWith({
      confidential: true,
      redirectUris: ['https://app.example.com/callback', 'http://app.example.com/callback'],
      postLogoutRedirectUris: ['#'],
    })
    expect(wrong?.particulars.errors?.map(({ pointer }) => pointer)).toEqual([
      '/redirect_uris/1',
      '/post_logout_redirect_uris/0',
    ])
  })
})
