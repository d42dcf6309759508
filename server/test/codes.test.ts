import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { most_tries, requestCode } from '../src/codes/codes.ts'
import { forgetCodes } from '../src/codes/recipient.ts'
import { claim } from '../src/deliveries/queue.ts'
import type { Database, Transaction } from '../src/database/database.ts'
import { type Statement, sql } from '../src/database/sql.ts'
import { Refusal } from '../src/http/problems.ts'
import { personWith } from '../src/users/people.ts'
import { cast } from './support/cast.ts'
import { address, Browser, codesAge, newAddress, otherThan } from './support/codes.ts'
import { codeMailedTo } from './support/mailed.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const refused = (code: string, detail?: string) =>
  expect.objectContaining({
    code,
    ...(detail === undefined ? {} : { particulars: expect.objectContaining({ detail }) }),
  })
const ended = refused('code_ended')
const mailsTo = async (email: string) =>
  (await usher.request('GET', `/mailbox/messages?to=${encodeURIComponent(email)}`)).body as { text: string }[]
const deliveredTo = (email: string) =>
  usher.db.many(sql<{ state: string; detail: string }>`
    select state, detail from deliveries join codes on codes.id = code_id where canonical = ${email}
    order by codes.created_at`)

describe('a code', () => {
  test('proves the address that it was mailed to, once, however it is typed', async () => {
    const browser = new Browser(usher)
    const grace = newAddress()
    const asked = await browser.asks(grace.replace('grace', 'Grace'))
    const code = await codeMailedTo(usher, grace)
    expect(code).toMatch(/^\d{6}$/)
    const typed = ` ${code.slice(0, 3)} ${code.slice(3)}-`
    expect(await browser.types(asked, typed)).toEqual({
      purpose: 'sign_in',
      // The mail went to the canonical form: what is proven is that, and not another mailbox spelled alike.
      address: { email: grace.replace('grace', 'Grace'), canonical: grace },
      userId: null,
    })
    expect(await browser.types(asked, code)).toEqual(ended)
  })

  test('has five tries, the last of which still counts', async () => {
    const browser = new Browser(usher)
    const grace = newAddress()
    const asked = await browser.asks(grace)
    const code = await codeMailedTo(usher, grace)
    for (const left of ['4 tries are', '3 tries are', '2 tries are', 'One try is']) {
      const wrong = refused('wrong_code', `This is not the code in the newest mail. ${left} left.`)
      expect(await browser.types(asked, otherThan(code))).toEqual(wrong)
    }
    expect(await browser.types(asked, code)).toMatchObject({ purpose: 'sign_in' })
  })

  test('is over after five wrong tries, for the right one as well', async () => {
    const browser = new Browser(usher)
    const grace = newAddress()
    const asked = await browser.asks(grace)
    const code = await codeMailedTo(usher, grace)
    for (let count = 1; count < most_tries; count++) await browser.types(asked, otherThan(code))
    expect(await browser.types(asked, otherThan(code))).toEqual(
      refused('code_ended', 'That was the last try. Ask for a new code.'),
    )
    expect(await browser.types(asked, code)).toEqual(ended)
  })

  test('is over after ten minutes', async () => {
    const browser = new Browser(usher)
    const grace = newAddress()
    const asked = await browser.asks(grace)
    expect(asked.expires.getTime() - Date.now()).toBeGreaterThan(590_000)
    const code = await codeMailedTo(usher, grace)
    await codesAge(usher, { seconds: 601 })
    expect(await browser.types(asked, code)).toEqual(ended)
  })

  test('is good in the browser that asked and nowhere else', async () => {
    const [hers, other] = [new Browser(usher), new Browser(usher)]
    const grace = newAddress()
    const asked = await hers.asks(grace)
    const code = await codeMailedTo(usher, grace)
    expect(await other.types(asked, code)).toEqual(ended)
    expect(await hers.types({ ...asked, id: crypto.randomUUID() }, code)).toEqual(ended)
    expect(await hers.types(asked, code)).toMatchObject({ purpose: 'sign_in' })
  })

  test('can be asked for again after a minute; the newest counts', async () => {
    const browser = new Browser(usher)
    const grace = newAddress()
    const first = await browser.asks(grace)
    const code = await codeMailedTo(usher, grace)
    const again = await browser.tries(grace)
    expect(again).toEqual(refused('rate_limited'))
    const headers = again instanceof Refusal ? again.particulars.headers : undefined
    expect(Number(headers?.['retry-after'])).toBeGreaterThan(50)

    await codesAge(usher, { seconds: 61 })
    const second = await browser.asks(grace)
    expect(await browser.types(first, code)).toEqual(ended)
    await expect.poll(() => mailsTo(grace)).toHaveLength(2)
    expect(await browser.types(second, await codeMailedTo(usher, grace))).toMatchObject({ purpose: 'sign_in' })
  })

  test('stands in its mail and nowhere else, neither before nor after its use', async () => {
    const grace = newAddress()
    // A long one, because six digits are in the microseconds of many a timestamp.
    for (let count = 0; count < 5; count++) await new Browser(usher).asks(grace)
    const browser = new Browser(usher)
    const asked = await browser.asks(grace)
    const code = await codeMailedTo(usher, grace, { digits: 12 })
    expect(await placesWith(code)).toEqual([])
    expect(await browser.types(asked, code)).toMatchObject({ purpose: 'sign_in' })
    expect(await placesWith(code)).toEqual([])
    expect(usher.log).not.toContain(code)
  })

  /** The tables in which a text stands, but for the mailbox, which is where the mail is. */
  async function placesWith(text: string): Promise<string[]> {
    const tables = await usher.db.many(sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'mailbox_messages'`)
    const found: string[] = []
    for (const { name } of tables) {
      const hits = await usher.db.session((client) =>
        client.query(`select 1 from ${name} as row where row::text like '%' || $1 || '%'`, [text]),
      )
      if (hits.rows.length > 0) found.push(name)
    }
    return found
  }

  test('that is forgotten takes everything of it along', async () => {
    await new Browser(usher).asks(newAddress())
    await codesAge(usher, { seconds: 2 * 86_400 })
    await usher.db.run(sql`update code_recipients set requested_at = requested_at - interval '3 days'`)
    while ((await forgetCodes(usher.db)) > 0);
    const left = await usher.db.one(sql<{ count: number }>`
      select ((select count(*) from codes) + (select count(*) from code_requests) + (select count(*) from code_recipients)
        + (select count(*) from deliveries where kind = 'code_mail'))::integer as count`)
    expect(left.count).toBe(0)
  })
})

describe('races', () => {
  const rounds = Number(process.env['USHER_TEST_ROUNDS'] ?? 3)

  test('a hundred redemptions of the right code at once: one succeeds', async () => {
    for (let round = 0; round < rounds; round++) {
      const browser = new Browser(usher)
      const grace = newAddress()
      const asked = await browser.asks(grace)
      const code = await codeMailedTo(usher, grace)
      const outcomes = await Promise.all(Array.from({ length: 100 }, () => browser.types(asked, code)))
      expect(outcomes.filter((outcome) => !(outcome instanceof Refusal))).toHaveLength(1)
    }
  })

  test('a hundred guesses at once get five tries', async () => {
    for (let round = 0; round < rounds; round++) {
      const browser = new Browser(usher)
      const grace = newAddress()
      const asked = await browser.asks(grace)
      const code = await codeMailedTo(usher, grace)
      const guesses = await Promise.all(Array.from({ length: 100 }, () => browser.types(asked, otherThan(code))))
      const codes = guesses.map((guess) => (guess instanceof Refusal ? guess.particulars.detail : 'redeemed'))
      expect(codes.filter((detail) => detail?.includes('left'))).toHaveLength(most_tries - 1)
      expect(codes.filter((detail) => detail?.includes('last try'))).toHaveLength(1)
      const { tries } = await usher.db.one(
        sql<{ tries: number }>`select tries from code_requests where id = ${asked.id}`,
      )
      expect(tries).toBe(most_tries)
      expect(await browser.types(asked, code)).toEqual(ended)
    }
  })

  test('two browsers with the code that they share: one gets in', async () => {
    const grace = newAddress()
    for (let count = 0; count < 5; count++) await new Browser(usher).asks(grace)
    const browsers = [new Browser(usher), new Browser(usher), new Browser(usher)]
    const asked = await Promise.all(browsers.map((browser) => browser.asks(grace)))
    const code = await codeMailedTo(usher, grace, { digits: 12 })
    const outcomes = await Promise.all(
      browsers.map((browser, index) => browser.types(asked[index] ?? { id: '', expires: new Date() }, code)),
    )
    expect(outcomes.filter((outcome) => !(outcome instanceof Refusal))).toHaveLength(1)
  })

  test('ten who ask in one browser at once get one code', async () => {
    const browser = new Browser(usher)
    const grace = newAddress()
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => browser.tries(grace)))
    expect(outcomes.filter((outcome) => !(outcome instanceof Refusal))).toHaveLength(1)
  })

  test('ten first sign-ins with one address make one user', async () => {
    const grace = address(newAddress())
    const people = await Promise.all(
      Array.from({ length: 10 }, () => usher.db.transaction((tx) => personWith(tx, grace))),
    )
    expect(new Set(people.map((person) => (person instanceof Refusal ? person.code : person.id))).size).toBe(1)
  })
})

describe('a stranger who asks in somebody’s name', () => {
  test('uses up none of her tries', async () => {
    const [hers, stranger] = [new Browser(usher), new Browser(usher)]
    const grace = newAddress()
    const asked = await hers.asks(grace)
    const code = await codeMailedTo(usher, grace)
    const theirs = await stranger.asks(grace)
    for (let count = 0; count < 10; count++) {
      await stranger.types(theirs, otherThan(code))
      await stranger.types(asked, otherThan(code))
    }
    expect(await hers.types(asked, code)).toMatchObject({ purpose: 'sign_in' })
  })

  test('neither keeps her out nor fills her mailbox: after a few codes, all who ask share a long one', async () => {
    const grace = newAddress()
    for (let count = 0; count < 50; count++) await new Browser(usher).asks(grace)
    const hers = new Browser(usher)
    const asked = await hers.asks(grace)
    // Five of their own, and one for everybody else.
    await expect.poll(() => mailsTo(grace)).toHaveLength(6)
    const code = await codeMailedTo(usher, grace, { digits: 12 })
    expect((await mailsTo(grace)).map(({ text }) => text).join()).toContain('wherever you asked for one')
    expect(await deliveredTo(grace)).toHaveLength(6)
    expect(await hers.types(asked, code)).toMatchObject({ purpose: 'sign_in' })

    // Used, it is nobody's any more, and who asks next gets another at once.
    const later = new Browser(usher)
    const next = await later.asks(grace)
    await expect.poll(() => mailsTo(grace)).toHaveLength(7)
    expect(await later.types(next, code)).toMatchObject({ code: 'wrong_code' })
    expect(await later.types(next, await codeMailedTo(usher, grace, { digits: 12 }))).toMatchObject({
      purpose: 'sign_in',
    })
  })

  test('has a mail sent every ten minutes and no more, and whoever asks last has ten minutes', async () => {
    const grace = newAddress()
    for (let count = 0; count < 6; count++) await new Browser(usher).asks(grace)
    await codesAge(usher, { seconds: 570 })
    const hers = new Browser(usher)
    const asked = await hers.asks(grace)
    expect(await deliveredTo(grace)).toHaveLength(6)
    expect(asked.expires.getTime() - Date.now()).toBeGreaterThan(590_000)
    await codesAge(usher, { seconds: 31 })
    await new Browser(usher).asks(grace)
    expect(await deliveredTo(grace)).toHaveLength(7)
  })

  test('gets no six digits to guess at beyond twenty in a day', async () => {
    const grace = newAddress()
    for (let hour = 0; hour < 6; hour++) {
      for (let count = 0; count < 5; count++) await new Browser(usher).asks(grace)
      await codesAge(usher, { seconds: 3_601 })
    }
    const { short } = await usher.db.one(sql<{ short: number }>`
      select count(*)::integer as short from codes where canonical = ${grace} and digits = 6`)
    expect(short).toBe(20)
  })

  test('does not make her codes long by what she used herself', async () => {
    const grace = newAddress()
    for (let count = 1; count <= 7; count++) {
      const browser = new Browser(usher)
      const asked = await browser.asks(grace)
      await expect.poll(() => mailsTo(grace)).toHaveLength(count)
      const code = await codeMailedTo(usher, grace)
      expect(code).toHaveLength(6)
      await browser.types(asked, code)
    }
  })
})

describe('nobody learns whether an address is known', () => {
  test('asking is answered alike, with the same statements and the same rows (case 149)', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    await ada.inbox()
    await ada.invites(await ada.founds(), grace)
    const asking = async (email: string) => {
      const statements: string[] = []
      const parts = { ...usher.running, db: listening(usher.db, statements) }
      const answer = await requestCode(parts, {
        address: address(email),
        purpose: 'sign_in',
        binding: crypto.randomUUID(),
        network: undefined,
        signInId: undefined,
      })
      const rows = await usher.db.one(sql<object>`
        select count(distinct codes.id)::integer as codes, count(distinct code_requests.id)::integer as requests, count(deliveries.id)::integer as mails
        from codes join code_requests on code_id = codes.id join deliveries on deliveries.code_id = codes.id
        where canonical = ${email}`)
      return { shape: Object.keys(answer).toSorted(), statements, rows }
    }
    const unknown = await asking(newAddress())
    expect(unknown).toMatchObject({ rows: { codes: 1, requests: 1, mails: 1 } })
    expect(unknown.statements.length).toBeGreaterThan(3)
    for (const email of [ada.address, grace.address]) expect(await asking(email)).toEqual(unknown)
  })

  /** The same database, writing down the text of each statement in a transaction. */
  function listening(db: Database, statements: string[]): Database {
    const heard = (tx: Transaction): Transaction => ({
      many: (statement) => tx.many(noted(statement)),
      maybe: (statement) => tx.maybe(noted(statement)),
      one: (statement) => tx.one(noted(statement)),
      run: (statement) => tx.run(noted(statement)),
    })
    const noted = <Row>(statement: Statement<Row>): Statement<Row> => {
      statements.push(statement.text)
      return statement
    }
    return { ...db, transaction: (work) => db.transaction((tx) => work(heard(tx))) }
  }
})

describe('mail with codes', () => {
  test('says what it is for, has no link, and its subject does not tell the code', async () => {
    const grace = newAddress()
    await new Browser(usher).asks(grace, 'address')
    const code = await codeMailedTo(usher, grace)
    const [mail] = (await usher.request('GET', `/mailbox/messages?to=${grace}`)).body
    expect(mail.subject).toBe(`Your code to confirm this address at ${new URL(usher.url).host}`)
    expect(mail.text).toContain('only where it was asked for')
    expect(mail.html).toContain(`${code.slice(0, 3)} ${code.slice(3)}`)
    expect(mail.html + mail.text).not.toMatch(/https?:|href/)
  })

  test('never goes to a service account, which has no mailbox', async () => {
    const robot = `${crypto.randomUUID()}@service.localhost`
    await new Browser(usher).asks(robot)
    expect(await deliveredTo(robot)).toMatchObject([{ state: 'not_sent' }])
  })

  test('is not sent any more once its code has expired', async () => {
    const grace = newAddress()
    await usher.db.transaction(async (tx) => {
      await tx.run(sql`insert into codes (id, purpose, canonical, digits, key_epoch, mailed, to_stranger, expires_at)
        values (${crypto.randomUUID()}, 'sign_in', ${grace}, 6, 'development', true, true, now())`)
      await tx.run(
        sql`insert into deliveries (kind, code_id) select 'code_mail', id from codes where canonical = ${grace}`,
      )
    })
    usher.running.deliveries.wake()
    const dropped = { state: 'cancelled', detail: 'Not sent: the code has expired.' }
    await expect.poll(() => deliveredTo(grace)).toEqual([dropped])
  })
})

test('mail with a code waits behind no other', async () => {
  // With mail switched off nothing is sent, so all that is queued stays there.
  await using idle = await startUsher({ USHER_MAIL: 'off' })
  const { ada } = await cast(idle, 'ada')
  const company = await ada.founds()
  for (let count = 0; count < 5; count++) await ada.invites(company, newAddress())
  await idle.db.run(sql`update deliveries set state = 'queued', due_at = now() - interval '1 hour'`)
  await idle.db.run(sql`
    with code as (
      insert into codes (purpose, canonical, digits, key_epoch, mailed, to_stranger, expires_at)
      values ('sign_in', 'grace@example.com', 6, 'development', true, true, now() + interval '10 minutes')
      returning id
    )
    insert into deliveries (kind, code_id) select 'code_mail', id from code`)
  const [first, second] = [await claim(idle.db, 'mail', 3), await claim(idle.db, 'mail', 5)]
  expect([first.length, second.length]).toEqual([3, 3])
  expect(first.filter(({ code_id }) => code_id !== null)).toHaveLength(1)
  expect(await claim(idle.db, 'mail', 5)).toEqual([])
})

test('with mail switched off nobody waits for a code', async () => {
  await using silent = await startUsher({ USHER_MAIL: 'off' })
  expect(await new Browser(silent).tries(newAddress())).toEqual(refused('mail_off'))
})

test('beyond the limit of mails to strangers, those who are known or invited still get theirs', async () => {
  await using busy = await startUsher({ USHER_CODE_MAILS_PER_HOUR: '2' })
  const { ada, grace } = await cast(busy, 'ada', 'grace')
  await ada.inbox()
  await ada.invites(await ada.founds(), grace)
  const strangers = Array.from({ length: 3 }, () => newAddress('stranger'))
  for (const email of [...strangers, ada.address, grace.address]) await new Browser(busy).asks(email)
  const state = async (email: string) =>
    (await busy.db.one(sql<{ mailed: boolean }>`select mailed from codes where canonical = ${email}`)).mailed
  expect(await Promise.all(strangers.map(state))).toEqual([true, true, false])
  expect(await Promise.all([ada.address, grace.address].map(state))).toEqual([true, true])
  // Confirming an address is counted by itself.
  const other = newAddress('other')
  await new Browser(busy).asks(other, 'address')
  expect(await state(other)).toBe(true)
})
