/** What every change in settings does afterwards: ask again for what it touched, or say why it was refused. */
import { type QueryKey, useQueryClient } from '@tanstack/react-query'

import { api } from '#/lib/api.ts'
import { useFailureText } from '#/ui/FailureState.tsx'
import { useToast } from '#/ui/Toast.tsx'

/** `useMutation(api.team.keys.revoke.mutationOptions(useChange(t('app.saved'))))` */
export function useChange(
  saved?: string,
  touched: readonly QueryKey[] = [api.team.key(), api.session.key()],
) {
  const queries = useQueryClient()
  const toast = useToast()
  const failureText = useFailureText()
  return {
    onSuccess: async (): Promise<void> => {
      await Promise.all(touched.map((queryKey) => queries.invalidateQueries({ queryKey })))
      if (saved) toast({ text: saved })
    },
    onError: (error: unknown): void => toast({ text: failureText(error), tone: 'bad' }),
  }
}
