// Some fail by themselves; so many, one after the other, and none that works, are the mail server's.
const most_in_a_row = 5
const shortest_ms = 1_000
const longest_ms = 10_000

/**
 * Whether the mail server is away, told by what came of the mails before. While it is, one mail at a time is tried, to see; all
 * others stay where they are, as old as they are, and count no attempt.
 */
export class Outage {
  readonly #now_ms: () => number
  #inARow = 0
  #pause_ms = shortest_ms
  #until_ms = Number.NEGATIVE_INFINITY

  /** @param now_ms a clock that never goes back */
  constructor(now_ms: () => number = () => performance.now()) {
    this.#now_ms = now_ms
  }

  /** The mail server took a mail, or said something about it. */
  answered(): void {
    this.#inARow = 0
    this.#pause_ms = shortest_ms
  }

  /** It could not be reached, or would not talk to us. */
  failed(): void {
    this.#inARow += 1
    if (this.#inARow === most_in_a_row) this.#until_ms = this.#now_ms() + this.#pause_ms
  }

  /** How many mails may be begun now. Whoever asks takes them. */
  room(): number {
    if (this.#inARow < most_in_a_row) return Number.POSITIVE_INFINITY
    const now_ms = this.#now_ms()
    if (now_ms < this.#until_ms) return 0
    this.#pause_ms = Math.min(longest_ms, 2 * this.#pause_ms)
    this.#until_ms = now_ms + this.#pause_ms
    return 1
  }
}
