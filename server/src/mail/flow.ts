// Whoever takes so long for a mail is slow.
const slow_ms = 10_000
// How much the latest mail counts against those before it.
const latest_weight = 0.3
// At this distance those come back of whom nobody knows when they can leave.
const crowd_spacing_ms = 100

/** Mails that share a limit: all of them, or those to one domain. It knows how many are being sent and when the next may leave. */
export class Flow {
  readonly #interval_ms: number
  readonly #begun_ms = new Map<object, number>()
  #free_ms = Number.NEGATIVE_INFINITY
  #typical_ms = 0
  /** When the last of each organization comes back that was put off. */
  readonly #back_ms = new Map<string, number>()

  constructor(per_second: number | undefined) {
    this.#interval_ms = per_second === undefined ? 0 : 1_000 / per_second
  }

  get sending(): number {
    return this.#begun_ms.size
  }

  isSlow(now_ms: number): boolean {
    return Math.max(this.#typical_ms, this.#longest_ms(now_ms)) > slow_ms
  }

  isIdle(now_ms: number): boolean {
    this.#forgetBack(now_ms)
    return this.sending === 0 && now_ms > this.#free_ms && this.#back_ms.size === 0
  }

  /** How long the rate makes a mail wait that has so many before it. */
  rateWait_ms(now_ms: number, ahead: number): number {
    return Math.max(0, this.#free_ms - now_ms + ahead * this.#interval_ms)
  }

  /** About how long it takes until the next of those that are being sent is through, if so many are sent at once. */
  turnover_ms(now_ms: number, atOnce: number): number {
    return Math.max(1, this.#typical_ms, this.#longest_ms(now_ms)) / atOnce
  }

  /** How long ago the last one of them was begun. */
  sinceBegin_ms(now_ms: number): number {
    return now_ms - ([...this.#begun_ms.values()].at(-1) ?? now_ms)
  }

  begin(mail: object, now_ms: number): void {
    // One that comes a moment late does not make all others late.
    this.#free_ms = Math.max(this.#free_ms, now_ms - this.#interval_ms) + this.#interval_ms
    this.#begun_ms.set(mail, now_ms)
  }

  end(mail: object, now_ms: number): void {
    const begun_ms = this.#begun_ms.get(mail)
    if (begun_ms === undefined) return
    this.#begun_ms.delete(mail)
    const took_ms = now_ms - begun_ms
    const weight = this.#typical_ms === 0 ? 1 : latest_weight
    this.#typical_ms = this.#typical_ms * (1 - weight) + took_ms * weight
  }

  /**
   * When a mail that is put off comes back: after those of its organization that were put off before it, at the pace at which
   * they leave if all organizations that have such mails take turns. By a rate that is known well; how long a slow domain
   * takes is not, so nobody waits for that longer than `longest_ms`, and then they come back a few at a time.
   */
  putOff(
    now_ms: number,
    organization: string,
    spacing_ms: number,
    { soonest_ms, longest_ms }: { soonest_ms: number; longest_ms: number },
  ): number {
    this.#forgetBack(now_ms)
    const before_ms = this.#back_ms.get(organization) ?? Number.NEGATIVE_INFINITY
    const others = this.#back_ms.size - (this.#back_ms.has(organization) ? 1 : 0)
    const last_ms = Math.max(before_ms, now_ms + soonest_ms)
    const apart_ms = last_ms < now_ms + longest_ms ? spacing_ms : Math.min(spacing_ms, crowd_spacing_ms)
    const back_ms = last_ms + Math.max(apart_ms, this.#interval_ms) * (others + 1)
    this.#back_ms.set(organization, back_ms)
    return back_ms
  }

  #forgetBack(now_ms: number): void {
    for (const [organization, back_ms] of this.#back_ms) {
      if (back_ms <= now_ms) this.#back_ms.delete(organization)
    }
  }

  #longest_ms(now_ms: number): number {
    const [first = now_ms] = this.#begun_ms.values()
    return now_ms - first
  }
}
