import { expect, test } from 'vitest'
import { openServer } from '../src/database/server.ts'
import { Metrics } from '../src/operation/metrics.ts'
import { TokenCheck } from '../src/tokens/token-check.ts'

test('metrics can be read while the database is away, say that it is, and nothing about a queue that nobody sees', async () => {
  await using nobody = openServer('postgres://usher:secret@127.0.0.1:9/usher', () => undefined)
  const metrics = new Metrics({ db: nobody, tokens: new TokenCheck([]) })
  const text = await metrics.text()
  expect(text).toMatch(/^usher_database_up 0$/m)
  expect(text).toMatch(/^usher_database_waiting 0$/m)
  expect(text).not.toMatch(/^usher_deliveries/m)
  expect(text).not.toMatch(/^usher_events_to_relay/m)
  expect(text).not.toContain('secret')
})
