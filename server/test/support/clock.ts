import { onTestFinished, vi } from 'vitest'

/** Moves this process's clock for the rest of the test; the database's stays where it is. */
export function later(passed_seconds: number): void {
  if (!vi.isFakeTimers()) {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
  }
  vi.setSystemTime(Date.now() + passed_seconds * 1000)
}
