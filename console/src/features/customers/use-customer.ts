/** One customer from the server, and what every change to it does afterwards. */
import { useQuery, useQueryClient } from '@tanstack/react-query'

import { api, type client } from '#/lib/api.ts'
import { useFailureText } from '#/ui/FailureState.tsx'
import { useToast } from '#/ui/Toast.tsx'

export type CustomerPageData = Awaited<ReturnType<typeof client.customers.get>>

export function useCustomer(id: number) {
  return useQuery(api.customers.get.queryOptions({ input: { id } }))
}

/** `useMutation(api.customers.addNote.mutationOptions(useAfter()))` */
export function useAfter(
  given: { text?: string; undo?: { label: string; run: () => void }; close?: () => void } = {},
) {
  const queries = useQueryClient()
  const toast = useToast()
  const failureText = useFailureText()
  return {
    onSuccess: async (): Promise<void> => {
      given.close?.()
      if (given.text) toast({ text: given.text, ...(given.undo && { undo: given.undo }) })
      await Promise.all([
        queries.invalidateQueries({ queryKey: api.customers.key() }),
        queries.invalidateQueries({ queryKey: api.events.key() }),
      ])
    },
    onError: (error: unknown): void => toast({ text: failureText(error), tone: 'bad' }),
  }
}
