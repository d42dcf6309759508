import { console_folder } from '../../../server/src/console/serve.ts'
import { startUsher, type TestUsher } from '../../../server/test/support/usher.ts'

/** The service with the console as `npm run build` left it. */
export function startUsherWithConsole(environment: Record<string, string> = {}): Promise<TestUsher> {
  return startUsher(environment, { console: () => console_folder })
}
