import { expect, test } from 'vitest'
import { judged, memoryOf, percentile, table } from '../src/deliveries/numbers.ts'

test('percentiles of what deliveries took', () => {
  const times = Array.from({ length: 100 }, (_, n) => 100 - n)
  expect([percentile(times, 0.5), percentile(times, 0.99)]).toEqual([51, 100])
  expect(percentile([], 0.5)).toBeNaN()
})

test('memory at the start, at its highest and at the end', () => {
  expect(memoryOf([100, 180, 120])).toEqual({ start: 100, highest: 180, end: 120 })
})

test('tables and goals as they stand in the document', () => {
  expect(table(['what', 'ms'], [['mails', '7']])).toBe('| what  | ms |\n|-------|---:|\n| mails |  7 |')
  expect(judged('under 300 ms', false, '301 ms')).toBe('Goal: under 300 ms. Missed: 301 ms.')
})
