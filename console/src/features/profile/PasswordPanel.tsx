/** Changing one's own password. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { TextField } from '#/ui/Field.tsx'
import { Notice, Panel } from '#/ui/Panel.tsx'
import { useToast } from '#/ui/Toast.tsx'

export function PasswordPanel() {
  const t = useT()
  const toast = useToast()
  const queries = useQueryClient()
  const failureText = useFailureText()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation(
    api.team.profile.changePassword.mutationOptions({
      onSuccess: async () => {
        setCurrent('')
        setNext('')
        toast({ text: t('profile.changed') })
        await queries.invalidateQueries({ queryKey: api.team.profile.sessions.key() })
      },
    }),
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate({ current, next })
  }
  return (
    <Panel title={t('profile.password')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {change.error && <Notice tone="bad">{failureText(change.error)}</Notice>}
        <div className="grid gap-4 phone:grid-cols-2">
          <TextField
            label={t('profile.current')}
            type="password"
            required
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
          />
          <TextField
            label={t('profile.next')}
            hint={t('profile.nextHint')}
            type="password"
            required
            minLength={10}
            autoComplete="new-password"
            value={next}
            onChange={setNext}
          />
        </div>
        <Button type="submit" className="self-start" busy={change.isPending}>
          {t('profile.change')}
        </Button>
      </form>
    </Panel>
  )
}
