import { describe, expect, test } from 'vitest'
import { networkOf, whatIsWrongWithProxy } from '../src/http/client-address.ts'

describe('the network of a client', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:cb00:7109', '203.0.113.9'],
    ['0:0:0:0:0:ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:0:0:0:9', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['::1', '::/64'],
    ['localhost', 'unknown'],
    ['', 'unknown'],
  ])('of %s is %s, however it is spelled (case 151)', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

describe('a trusted proxy', () => {
  test.each(['10.0.0.5', '10.0.0.0/8', '192.168.1.0/24', '::1', 'fd00::/16', '2001:db8::5/128'])(
    'may be %s',
    (entry) => {
      expect(whatIsWrongWithProxy(entry)).toBeUndefined()
    },
  )

  test.each([
    ['*', /no address and no network/],
    ['true', /no address and no network/],
    ['loopback', /no address and no network/],
    ['proxy.example.com', /no address and no network/],
    ['10.0.0.256', /no address and no network/],
    ['10.0.0', /no address and no network/],
    ['10.0.0.0/', /no address and no network/],
    ['10.0.0.0/255.255.255.0', /no address and no network/],
    ['10.0.0.0/8/8', /no address and no network/],
    ['10.0.0.0/33', /more than an address has bits/],
    ['fd00::/129', /more than an address has bits/],
    ['0.0.0.0/0', /so wide that anybody/],
    ['0.0.0.0/1', /so wide that anybody/],
    ['::/0', /so wide that anybody/],
    ['2000::/3', /so wide that anybody/],
  ])('may not be %s (case 190)', (entry, wrong) => {
    expect(whatIsWrongWithProxy(entry)).toMatch(wrong)
  })
})
