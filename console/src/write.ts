import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'

interface Options<Input, Result> {
  onSuccess?: (result: Result, input: Input) => void
  onError?: (error: Error) => void
  /** The first words of the keys of what may be different afterwards, whether it went well or not. */
  changes: readonly string[]
}

/**
 * Something that writes, one request at a time: a second click while the first is on its way is the first. A state that
 * is drawn cannot see to that, since two clicks may come before the page is drawn anew.
 */
export function useWrite<Input, Result>(
  write: (input: Input) => Promise<Result>,
  { onSuccess, onError, changes }: Options<Input, Result>,
) {
  const queryClient = useQueryClient()
  const underWay = useRef(false)
  const mutation = useMutation({
    mutationFn: write,
    onSuccess: (result, input) => onSuccess?.(result, input),
    onError: (error) => onError?.(error),
    onSettled: () => {
      underWay.current = false
      for (const key of changes) void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
  const mutate: typeof mutation.mutate = (...input) => {
    if (underWay.current) return
    underWay.current = true
    mutation.mutate(...input)
  }
  return { ...mutation, mutate }
}
