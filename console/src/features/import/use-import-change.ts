/** Changes to one import, each of which makes what is shown of it fresh again. */
import { useMutation, useQueryClient } from '@tanstack/react-query'

import { api } from '#/lib/api.ts'

function useFresh(): () => void {
  const queries = useQueryClient()
  return () => void queries.invalidateQueries({ queryKey: api.imports.key() })
}

export function useUpdateImport() {
  return useMutation(api.imports.update.mutationOptions({ onSuccess: useFresh() }))
}

export function useStartImport() {
  return useMutation(api.imports.start.mutationOptions({ onSuccess: useFresh() }))
}

export function useHoldImport() {
  const onSuccess = useFresh()
  return {
    pause: useMutation(api.imports.pause.mutationOptions({ onSuccess })),
    resume: useMutation(api.imports.resume.mutationOptions({ onSuccess })),
    cancel: useMutation(api.imports.cancel.mutationOptions({ onSuccess })),
  }
}
