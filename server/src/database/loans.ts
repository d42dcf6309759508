import type pg from 'pg'

/** A connection in somebody's hands, and until when. */
export interface Loan {
  readonly client: pg.PoolClient
  /** In milliseconds since the epoch. */
  readonly until: number
  /** Its time was up, so it was ended under whoever had it. */
  overdue: boolean
}

/** How far behind a deadline may be noticed. */
const look_ms = 20

/**
 * Ends connections whose time is up; the statement under way on one then fails at once. One look at all of them now and
 * then costs a request nothing, where a timer for each statement was a tenth of what it takes to send one.
 */
export class Loans {
  readonly #open = new Set<Loan>()
  #looking: NodeJS.Timeout | undefined

  begin(client: pg.PoolClient, until: number): Loan {
    const loan: Loan = { client, until, overdue: false }
    if (Number.isFinite(until)) {
      this.#open.add(loan)
      this.#looking ??= setInterval(() => this.#look(), look_ms).unref()
    }
    return loan
  }

  end(loan: Loan): void {
    this.#open.delete(loan)
  }

  #look(): void {
    if (this.#open.size === 0) {
      clearInterval(this.#looking)
      this.#looking = undefined
    }
    const now = Date.now()
    for (const loan of this.#open) {
      if (loan.until > now) continue
      this.#open.delete(loan)
      loan.overdue = true
      // Where a statement is under way this breaks the connection, and says so to the statement.
      void loan.client.end()
    }
  }
}
