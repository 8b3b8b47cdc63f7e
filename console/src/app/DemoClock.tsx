/** Only in the sample shop: what time it is there, and ways to move on. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights, useSession } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { useToast } from '#/ui/Toast.tsx'

const steps = [
  ['demo.hour', 1],
  ['demo.day', 24],
  ['demo.week', 168],
] as const

export function DemoClock() {
  const t = useT()
  const format = useFormat()
  const may = useRights()
  const toast = useToast()
  const failureText = useFailureText()
  const queries = useQueryClient()
  const { data } = useSession()
  const clock = useQuery({
    ...api.demo.getClock.queryOptions(),
    enabled: data?.demo === true,
    refetchInterval: 60_000,
  })
  const move = useMutation(
    api.demo.moveClock.mutationOptions({
      onSuccess: ({ events }) => {
        toast({ text: t('demo.moved', { events }) })
        void queries.invalidateQueries()
      },
      onError: (error) => toast({ text: failureText(error), tone: 'bad' }),
    }),
  )
  if (!data?.demo || !clock.data) return null
  return (
    <section aria-label={t('demo.title')} className="mb-2 rounded-3 border border-line-strong bg-surface p-3">
      <h2 className="text-12 font-medium text-ink-2">{t('demo.title')}</h2>
      <p className="num pt-1 text-13 font-semibold">
        {format.date(clock.data.now, { dateStyle: 'medium', timeStyle: 'short' })}
      </p>
      {may('demo.write') && (
        <div className="flex flex-wrap gap-1 pt-2">
          {steps.map(([text, hours]) => (
            <Button key={hours} small busy={move.isPending} onClick={() => move.mutate({ hours })}>
              {t(text)}
            </Button>
          ))}
        </div>
      )}
      <a
        href="/shop"
        target="_blank"
        rel="noreferrer"
        className="mt-2 block text-12 font-medium text-accent-text hover:underline"
      >
        {t('demo.storefront')}
      </a>
    </section>
  )
}
