import { expect, test } from 'vitest'
import { runProgram } from './support/program.ts'

test.each([
  ['no command', [], 'Usage: usher-server'],
  ['an unknown command', ['server'], 'Did you mean serve?'],
  ['an unknown option', ['serve', '--developmen'], 'Did you mean --development?'],
  ['too much', ['migrate', 'twice'], 'too many arguments'],
])('%s is wrong use: 2, and what to do instead', async (_, args, told) => {
  const { code, said } = await runProgram(args, {})
  expect([code, said]).toEqual([2, expect.stringContaining(told)])
  expect(said).toContain('usher-server')
})

test('--help lists every command and is no fault', async () => {
  const { code, said } = await runProgram(['--help'], {})
  expect(code).toBe(0)
  for (const command of ['serve', 'migrate', 'client', 'operator', 'erase', 'move', 'keys', 'doctor'])
    expect(said).toContain(command)
})
