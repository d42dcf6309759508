import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Actor, type Company, type Invited, succeeded } from './support/cast.ts'
import { type Deployment, deploy, signIn } from './support/deployment.ts'
import { openOutsider, waitingForLocks } from './support/outsider.ts'
import { type Environment, type Program, runProgram, startProgram } from './support/program.ts'
import { storeKind } from './support/store.ts'
import { type Answer, freePort } from './support/usher.ts'

// Each test starts several processes, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 180_000 })

const longest_stop_ms = 5_000

/** Nothing of it is the store's. */
const onOneStore = test.runIf(storeKind === 'postgresql')

let deployment: Deployment
beforeEach(async () => void (deployment = await deploy()))
afterEach(() => deployment[Symbol.asyncDispose]())

/** The program on this deployment; it ends with the test, if not before. */
async function running(environment = deployment.environment): Promise<Program> {
  const program = await startProgram(environment)
  onTestFinished(() => program[Symbol.asyncDispose]())
  return program
}

/** Tells the program to stop, and expects it to end well and soon. */
async function stop(program: Program, signal: NodeJS.Signals = 'SIGTERM', limit_ms = longest_stop_ms): Promise<void> {
  const begun = performance.now()
  program.signal(signal)
  const { code, said } = await program.ended
  expect([code, said]).toEqual([0, expect.stringContaining('stopping')])
  expect(said).not.toMatch(/"level":(50|60)/)
  expect(performance.now() - begun).toBeLessThan(limit_ms)
}

/** The demo's invitee and the invitation that waits for it. */
async function invitee(program: Program): Promise<{ actor: Actor; invitation: Invited }> {
  const actor = await signIn(program, deployment, 'invitee')
  const [id = ''] = await actor.inbox()
  return { actor, invitation: { id, organization_id: deployment.demo.organization_id, email: actor.address } }
}

/** So many organizations of the inviter's, each with an invitation for the invitee. */
async function invitations(inviter: Actor, address: string, count: number): Promise<Invited[]> {
  const companies: Company[] = []
  while (companies.length < count) companies.push(await inviter.founds(`Engines number ${companies.length + 1}`))
  return Promise.all(companies.map((company) => inviter.invites(company, address)))
}

describe('told to stop', () => {
  test.each(storeKind === 'pglite' ? (['SIGTERM'] as const) : (['SIGTERM', 'SIGINT'] as const))(
    'by %s it ends at once, although connections are kept open (case 169)',
    async (signal) => {
      await using program = await startProgram(deployment.environment)
      const agent = new Agent({ keepAlive: true })
      onTestFinished(() => agent.destroy())
      for (let index = 0; index < 3; index++) await answerTo(`${program.url}/livez`, agent)
      // As browsers do it: connected in advance, with nothing to ask yet. And one that stopped in the middle of asking.
      const silent = connect(program.port, '127.0.0.1').on('error', () => undefined)
      const stuck = connect(program.port, '127.0.0.1').on('error', () => undefined)
      await Promise.all([once(silent, 'connect'), once(stuck, 'connect')])
      stuck.write('GET /livez HT')
      await answerTo(`${program.url}/livez`, agent)

      await stop(program, signal)
      await expect(fetch(`${program.url}/livez`)).rejects.toThrow('fetch failed')
    },
  )

  onOneStore('it cuts off after five seconds who will not finish asking (case 169)', async () => {
    const program = await running()
    const { actor, invitation } = await invitee(program)
    const stuck = connect(program.port, '127.0.0.1').on('error', () => undefined)
    const body = '{"reason": "I am still'
    const head = `POST /invitations/${invitation.id}?accept=false HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${actor.token}`
    stuck.write(`${head}\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n${body}`)
    // Answered on a later connection, so the service has met the earlier one.
    expect(await actor.inbox()).toEqual([invitation.id])
    await stop(program, 'SIGTERM', 8_000)

    const again = await running()
    expect(await (await invitee(again)).actor.inbox()).toEqual([invitation.id])
  })

  test('under load it answers what it took, without a single 5xx, and what it answered is kept (case 169)', async () => {
    const program = await running()
    const inviter = await signIn(program, deployment, 'inviter')
    const { actor } = await invitee(program)
    const open = await invitations(inviter, actor.address, 12)

    const answers: Answer[] = []
    let stopping: Promise<void> | undefined
    const clients = Array.from({ length: 6 }, async (_, client) => {
      for (let turn = 0; ; turn++) {
        const mine = open[(client + turn * 6) % open.length] as Invited
        // A connection that could not be made any more is not an answer; a load balancer takes another instance then.
        const answer = await actor.accepts(mine).catch(() => undefined)
        if (answer === undefined) return
        answers.push(answer)
        if (answers.length === 20) stopping = stop(program)
      }
    })
    await Promise.all(clients)
    await stopping
    expect(answers.length).toBeGreaterThanOrEqual(20)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))

    const again = await running()
    await expectKept(again, answers)
  })

  test.runIf(storeKind === 'postgresql')(
    'it finishes the accept that waits in the database, and takes nothing new meanwhile (case 169)',
    // It waits for a lock 1.2 seconds at most, in which a busy machine may do nothing else.
    { retry: 2 },
    async () => {
      await using program = await startProgram(deployment.environment)
      await using outsider = await openOutsider(deployment.environment['DATABASE_URL'] ?? '')
      const { actor, invitation } = await invitee(program)
      await outsider.query('begin')
      await outsider.query('select 1 from organizations where id = $1 for update', [invitation.organization_id])
      const accepting = actor.accepts(invitation)
      await expect.poll(() => waitingForLocks(outsider)).toHaveLength(1)

      const stopped = stop(program)
      await program.says('stopping')
      await expect
        .poll(() =>
          fetch(`${program.url}/livez`).then(
            ({ status }) => status,
            () => 'refused',
          ),
        )
        .toBe('refused')
      await outsider.query('rollback')
      const answer = await accepting
      expect([answer.status, answer.body]).toEqual([200, deployment.demo.organization_id])
      expect(answer.headers.get('connection')).toBe('close')
      await stopped
    },
  )
})

describe('started again', () => {
  test('it finds what was there: the answer, the keys, the tokens (case 169)', async () => {
    const first = await running()
    const { actor, invitation } = await invitee(first)
    succeeded(await actor.accepts(invitation))
    await stop(first)

    const second = await running()
    const again = await actor.accepts(invitation)
    expect([again.status, again.body]).toEqual([200, deployment.demo.organization_id])
    const fresh = await signIn(second, deployment, 'invitee')
    expect(await fresh.inbox()).toEqual([])
    await stop(second)
  })

  test('after kill -9 it works at once, with every accept that was acknowledged (case 169)', async () => {
    let program = await running()
    const inviter = await signIn(program, deployment, 'inviter')
    const { actor } = await invitee(program)
    const open = await invitations(inviter, actor.address, 12)
    const acknowledged: Answer[] = []
    for (const batch of [open.slice(0, 6), open.slice(6)]) {
      const killed = Promise.withResolvers<void>()
      await Promise.all(
        batch.map(async (invitation) => {
          const answer = await actor.accepts(invitation).catch(() => undefined)
          if (answer !== undefined) acknowledged.push(succeeded(answer))
          program.signal('SIGKILL')
          killed.resolve()
        }),
      )
      await killed.promise
      expect((await program.ended).signal).toBe('SIGKILL')
      program = await running()
      await expectKept(program, acknowledged)
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(2)

    // The others were done or not, never half: asked again, each says yes.
    for (const invitation of open) expect((await actor.accepts(invitation)).status).toBe(200)
    await expectKept(program, acknowledged)
    await stop(program)
  })
})

describe('two instances', () => {
  test('run side by side (case 169)', async () => {
    const one = await running()
    await using elsewhere = storeKind === 'pglite' ? await deploy() : undefined
    const environment = elsewhere?.environment ?? deployment.environment
    // Of one deployment in two processes, each has a port of its own and both the same address to the outside.
    const two = await running(
      elsewhere === undefined ? { ...environment, PORT: String(await freePort()) } : environment,
    )
    const { actor, invitation } = await invitee(one)
    const accepted = await actor.accepts(invitation)
    expect(accepted.status).toBe(200)

    if (elsewhere === undefined) {
      // One database: the other instance knows the token, and gives the same answer.
      const path = `/invitations/${invitation.id}?accept=true`
      expect((await two.request('POST', path, { token: actor.token })).text).toBe(accepted.text)
    } else {
      // Two folders: neither the token nor the invitation mean anything to the other.
      expect((await two.request('GET', '/invitations', { token: actor.token })).status).toBe(401)
      expect(await (await signIn(two, elsewhere, 'invitee')).inbox()).toHaveLength(1)
    }
    await Promise.all([stop(one), stop(two)])
  })
})

describe('a start that cannot go well ends with a sentence and no stack:', () => {
  async function expectRefused(environment: Environment, sentence: string | RegExp): Promise<void> {
    const { code, said } = await runProgram(['serve'], environment)
    expect([code, said]).toEqual([1, expect.stringMatching(sentence)])
    expect(said).not.toMatch(/^\s+at |node:internal/m)
  }

  onOneStore('nothing is set (case 190)', async () => {
    await expectRefused(
      {},
      /^The settings do not work:\n(- (DATABASE_URL|PUBLIC_URL|SMTP_URL|USHER_\w+) must be set.*\n){5}$/,
    )
  })

  onOneStore('the port is taken', async () => {
    const program = await running()
    await expectRefused({ ...deployment.environment, PORT: String(program.port) }, `PORT ${program.port} .*in use`)
    await stop(program)
  })

  test.runIf(storeKind === 'pglite')('another process has the data folder (case 169)', async () => {
    const program = await running()
    const environment = { ...deployment.environment, PORT: String(await freePort()) }
    await expectRefused(
      environment,
      `^The data folder ${deployment.folder} is in use by another Usher process\\. .* USHER_DATA\\.\n$`,
    )
    // The one that has it is not disturbed.
    const { actor, invitation } = await invitee(program)
    expect((await actor.accepts(invitation)).status).toBe(200)
    await stop(program)
  })

  test.runIf(storeKind === 'postgresql')('the database is not there (case 163)', async () => {
    const url = new URL(deployment.environment['DATABASE_URL'] ?? '')
    url.port = String(await freePort())
    const environment = { ...deployment.environment, DATABASE_URL: url.href }
    await expectRefused(environment, /^The database at DATABASE_URL cannot be reached: .*ECONNREFUSED/)
    const { said } = await runProgram(['serve'], environment)
    expect(said).not.toContain(url.password)
  })
})

/** Every acknowledged accept is a membership: the organization is among those of the one who accepted. */
async function expectKept(program: Program, acknowledged: readonly Answer[]): Promise<void> {
  const actor = await signIn(program, deployment, 'invitee')
  const { body } = succeeded(await actor.get('/organizations'))
  const ids = new Set((body as { id: string }[]).map(({ id }) => id))
  expect(acknowledged.filter((answer) => !ids.has(answer.body)).map(({ text }) => text)).toEqual([])
}

async function answerTo(url: string, agent: Agent): Promise<number | undefined> {
  const request = get(url, { agent })
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream & { statusCode?: number }]
  response.resume()
  await once(response, 'end')
  return response.statusCode
}
