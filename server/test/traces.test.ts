import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { deploy, signIn } from './support/deployment.ts'
import { type Program, startProgram } from './support/program.ts'

interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly attributes: readonly { key: string; value: Record<string, unknown> }[]
}

/** Something that takes traces as an OpenTelemetry collector does (OTLP over HTTP, in JSON). */
async function startCollector(): Promise<AsyncDisposable & { url: string; spans: Span[]; text: string }> {
  const spans: Span[] = []
  let text = ''
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      text += JSON.stringify(body)
      const { resourceSpans } = body as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    get text() {
      return text
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function stopped(program: Program): Promise<void> {
  program.signal('SIGTERM')
  expect((await program.ended).code).toBe(0)
}

const of = (span: Span) =>
  Object.fromEntries(span.attributes.map(({ key, value }) => [key, value['stringValue'] ?? value['intValue']]))

test('a request, its statements and the delivery it causes are traced, without tokens and addresses (case 93)', async () => {
  await using collector = await startCollector()
  await using deployment = await deploy()
  await using program = await startProgram({
    ...deployment.environment,
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
  })
  const inviter = await signIn(program, deployment, 'inviter')
  const company = await inviter.knows(deployment.demo.organization_id)
  const email = 'rear-admiral@example.com'
  const traceId = 'aaaabbbbccccddddeeeeffff00001111'
  const { body: invited } = await inviter.request('POST', `/organizations/${company.id}/invitations?noise=x`, {
    body: { email, role_id: company.roles.member },
    headers: { traceparent: `00-${traceId}-00aa11bb22cc33dd-01`, 'x-request-id': 'the-one' },
  })
  const { body } = await inviter.request('POST', `/organizations/${company.id}/invitations`, {
    body: { email, role_id: company.roles.member },
    headers: { traceparent: `00-${traceId}-00aa11bb22cc33dd-01`, 'x-request-id': 'the-other' },
  })
  expect([invited.code, body.code]).toEqual(['validation_failed', undefined])
  await program.request('GET', '/livez')
  if (deployment.environment['USHER_MODE'] === 'development') {
    await expect.poll(async () => (await program.request('GET', `/mailbox/messages?to=${email}`)).body).toHaveLength(1)
  }
  await stopped(program)

  const request = collector.spans.find((span) => of(span)['usher.request_id'] === 'the-other')
  expect(request).toMatchObject({
    traceId,
    parentSpanId: '00aa11bb22cc33dd',
    name: 'POST /organizations/:organization_id/invitations',
  })
  expect(of(request as Span)).toEqual({
    'http.request.method': 'POST',
    'http.route': '/organizations/:organization_id/invitations',
    'http.response.status_code': 201,
    'usher.request_id': 'the-other',
  })
  const below = collector.spans.filter((span) => span.traceId === traceId && span.parentSpanId === request?.spanId)
  expect(below.map(({ name }) => name)).toContain('transaction')
  const transaction = below.find(({ name }) => name === 'transaction')
  const statements = collector.spans.filter((span) => span.parentSpanId === transaction?.spanId)
  expect(statements.map((span) => of(span)['db.query.text']).join('\n')).toMatch(/insert into invitations .*\$\d/)
  expect(collector.spans.some(({ name }) => name.includes('livez'))).toBe(false)
  if (deployment.environment['USHER_MODE'] === 'development') {
    expect(collector.spans.filter(({ name }) => name === 'deliver').map((span) => of(span)['usher.outcome'])).toContain(
      'sent',
    )
  }

  const secrets = deployment.demo.service_accounts.map((account) => account.client_secret)
  for (const secret of [...secrets, inviter.token, email, 'example.com', 'noise', company.id]) {
    expect(collector.text).not.toContain(secret)
  }
  // Nobody watches the queue being polled.
  expect(collector.text).not.toContain('recurring_work')
})

test('a collector that is away costs nobody anything, and is told once', async () => {
  await using deployment = await deploy()
  await using program = await startProgram({
    ...deployment.environment,
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
  })
  const invitee = await signIn(program, deployment, 'invitee')
  expect(await invitee.inbox()).toHaveLength(1)
  await stopped(program)
  expect(program.said.match(/traces were not taken/g)).toHaveLength(1)
})
