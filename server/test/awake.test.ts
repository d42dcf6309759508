import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

async function awakeAt(moment: string, zone: string, from: string, until: string): Promise<string> {
  const { awake } = await usher.db.one(sql<{ awake: Date }>`
    select awake_at(${moment}::timestamptz, ${zone}::text, ${from}::time, ${until}::time) as awake`)
  return awake.toISOString().replace(':00.000Z', 'Z')
}

describe('the first moment by day', () => {
  test.each([
    // What it is about, moment, zone, awake from, until, first moment
    ['at once by day', '2026-12-01T09:30Z', 'UTC', '08:00', '20:00', '2026-12-01T09:30Z'],
    ['at once at the very beginning', '2026-12-01T08:00Z', 'UTC', '08:00', '20:00', '2026-12-01T08:00Z'],
    ['not at the very end', '2026-12-01T20:00Z', 'UTC', '08:00', '20:00', '2026-12-02T08:00Z'],
    ['the same morning', '2026-12-01T03:00Z', 'UTC', '08:00', '20:00', '2026-12-01T08:00Z'],
    ['the next morning, and year', '2026-12-31T23:00Z', 'UTC', '08:00', '20:00', '2027-01-01T08:00Z'],
    [
      'five and a half hours before Greenwich',
      '2026-12-01T00:00Z',
      'Asia/Kolkata',
      '08:00',
      '20:00',
      '2026-12-01T02:30Z',
    ],
    [
      'evening there, afternoon in Greenwich',
      '2026-12-01T15:00Z',
      'Asia/Kolkata',
      '08:00',
      '20:00',
      '2026-12-02T02:30Z',
    ],
    ['a zone of three quarters', '2026-12-01T00:00Z', 'Asia/Kathmandu', '08:00', '20:00', '2026-12-01T02:15Z'],
    ['a day ahead', '2026-12-01T10:00Z', 'Pacific/Kiritimati', '08:00', '20:00', '2026-12-01T18:00Z'],
    ['an older name of a zone', '2026-12-01T03:00Z', 'US/Eastern', '08:00', '20:00', '2026-12-01T13:00Z'],
    ['over midnight, in the evening', '2026-12-01T23:30Z', 'UTC', '22:00', '02:00', '2026-12-01T23:30Z'],
    ['over midnight, past it', '2026-12-02T01:59Z', 'UTC', '22:00', '02:00', '2026-12-02T01:59Z'],
    ['over midnight, too late for it', '2026-12-02T02:00Z', 'UTC', '22:00', '02:00', '2026-12-02T22:00Z'],
    ['over midnight, by day', '2026-12-02T12:00Z', 'Asia/Kolkata', '22:00', '02:00', '2026-12-02T16:30Z'],
    ['until midnight', '2026-12-01T23:59Z', 'UTC', '08:00', '24:00', '2026-12-01T23:59Z'],
    ['the whole day', '2026-12-01T03:00Z', 'UTC', '08:00', '08:00', '2026-12-01T03:00Z'],

    // In New York the clock goes from 2 to 3 on 14 March 2027, at 7 in Greenwich, and from 2 back to 1 on 7 November, at 6.
    [
      'the morning of the day that lacks an hour',
      '2027-03-14T05:30Z',
      'America/New_York',
      '08:00',
      '20:00',
      '2027-03-14T12:00Z',
    ],
    ['the morning of the day before', '2027-03-13T05:30Z', 'America/New_York', '08:00', '20:00', '2027-03-13T13:00Z'],
    ['a beginning that is not there', '2027-03-14T06:00Z', 'America/New_York', '02:30', '20:00', '2027-03-14T07:30Z'],
    [
      'a window that is not there, so the next day',
      '2027-03-14T06:00Z',
      'America/New_York',
      '02:10',
      '02:50',
      '2027-03-15T06:10Z',
    ],
    [
      'the hour that is there twice, first',
      '2027-11-07T05:40Z',
      'America/New_York',
      '01:30',
      '02:00',
      '2027-11-07T05:40Z',
    ],
    [
      'the hour that is there twice, again',
      '2027-11-07T06:40Z',
      'America/New_York',
      '01:30',
      '02:00',
      '2027-11-07T06:40Z',
    ],
    ['between the two of them', '2027-11-07T06:10Z', 'America/New_York', '01:30', '02:00', '2027-11-07T06:30Z'],
    [
      'the morning of the day that has an hour more',
      '2027-11-07T04:30Z',
      'America/New_York',
      '08:00',
      '20:00',
      '2027-11-07T13:00Z',
    ],
    [
      'over midnight while the clock is moved',
      '2027-03-14T07:10Z',
      'America/New_York',
      '22:00',
      '03:30',
      '2027-03-14T07:10Z',
    ],
    // Lord Howe moves by half an hour; Samoa had no 30 December 2011.
    [
      'half an hour that is not there',
      '2026-10-03T15:00Z',
      'Australia/Lord_Howe',
      '02:15',
      '20:00',
      '2026-10-03T15:45Z',
    ],
    ['a day that is not there', '2011-12-30T08:00Z', 'Pacific/Apia', '08:00', '20:00', '2011-12-30T18:00Z'],
    [
      'a zone that the database has never heard of: as in Greenwich',
      '2026-12-01T03:00Z',
      'Mars/Phobos',
      '08:00',
      '20:00',
      '2026-12-01T08:00Z',
    ],
  ])('%s', async (_about, moment, zone, from, until, first) => {
    expect(await awakeAt(moment, zone, from, until)).toBe(first)
    // Whoever looks again then may go on: nobody is put off twice.
    expect(await awakeAt(first, zone, from, until)).toBe(first)
  })

  test('is found for every hour of a year, and is by day', async () => {
    const [wrong] = await usher.db.many(sql<{ wrong: number }>`
      select count(*)::integer as wrong
      from unnest('{America/New_York, Europe/Berlin, Australia/Lord_Howe, Africa/Casablanca, Asia/Kolkata}'::text[]) as zone,
        unnest('{08:00, 22:00, 02:30}'::time[], '{20:00, 04:00, 03:30}'::time[]) as hours (awake_from, awake_until),
        generate_series('2027-01-01T00:17Z'::timestamptz, '2028-01-01T00:00Z', interval '3 hours') as moment,
        awake_at(moment, zone, awake_from, awake_until) as awake, cast(awake at time zone zone as time) as clock
      where awake < moment or awake > moment + interval '48 hours' or not case
        when awake_from < awake_until then clock >= awake_from and clock < awake_until
        else clock >= awake_from or clock < awake_until
      end`)
    expect(wrong?.wrong).toBe(0)
  })
})
