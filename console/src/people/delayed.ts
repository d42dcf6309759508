/** What is done after a while in which it can still be taken back. */
export class Delayed {
  readonly #waiting = new Map<string, { timer: ReturnType<typeof setTimeout>; act: () => void }>()

  begin(key: string, seconds: number, act: () => void) {
    this.takeBack(key)
    const timer = setTimeout(() => {
      this.#waiting.delete(key)
      act()
    }, seconds * 1000)
    this.#waiting.set(key, { timer, act })
  }

  takeBack(key: string) {
    clearTimeout(this.#waiting.get(key)?.timer)
    this.#waiting.delete(key)
  }

  /** Does at once whatever still waits. */
  flush() {
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { timer, act } of waiting) {
      clearTimeout(timer)
      act()
    }
  }
}
