import { createContext, use } from 'react'
import type { ReactNode } from 'react'
import type { Translate } from './catalogue.ts'

interface Messages {
  t: Translate
  /** By which dates and numbers are written. */
  locale: string
}

const Context = createContext<Messages | undefined>(undefined)

export function MessagesProvider({ messages, children }: { messages: Messages; children: ReactNode }) {
  return <Context value={messages}>{children}</Context>
}

export function useMessages(): Messages {
  const messages = use(Context)
  if (!messages) throw new Error('There is no MessagesProvider around this.')
  return messages
}
