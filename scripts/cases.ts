import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/**
 * `docs/CASES.md` with its last column filled in: the test files whose titles end with the number of the case. Where
 * there are none, what the column says the case waits for is kept.
 */
export function casesPage(): string {
  const shown = testsByCase()
  return readFileSync(join(root, 'docs/CASES.md'), 'utf8').replaceAll(
    /^\| (\d+) \| (.*) \| ([^|]*) \|$/gm,
    (_, number: string, about: string, kept: string) =>
      `| ${number} | ${about} | ${shown.get(number)?.join(', ') ?? (kept.startsWith('[') ? 'waiting' : kept)} |`,
  )
}

function testsByCase(): Map<string, string[]> {
  const shown = new Map<string, string[]>()
  for (const file of globSync(['*/test/**/*.test.ts', 'console/e2e/**/*.test.ts'], { cwd: root }).toSorted()) {
    const text = readFileSync(join(root, file), 'utf8')
    const cases = [...text.matchAll(/\(cases? ([\d, ]+)\)['"`]/g)].flatMap(([, numbers = '']) => numbers.split(/, ?/))
    for (const number of new Set(cases)) {
      const name = file.split('/').at(-1) ?? file
      shown.set(number, [...(shown.get(number) ?? []), `[${name}](../${file})`])
    }
  }
  return shown
}
