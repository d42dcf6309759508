import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A process of our own that answers one question at a time. */
export interface Child<Question, Answer> extends AsyncDisposable {
  ask(question: Question): Promise<Answer>
}

/** Starts a file as a process of its own, so that what it does is not taken from what is measured in this one. */
export function startChild<Question extends object, Answer>(file: string): Child<Question, Answer> {
  const child = fork(file, { execArgv: ['--disable-warning=ExperimentalWarning'] })
  return {
    ask: async (question) => {
      const answer = once(child, 'message')
      child.send(question)
      return ((await answer) as [Answer])[0]
    },
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      child.disconnect()
      await exit
    },
  }
}
