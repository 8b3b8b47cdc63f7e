/** Records that money was given back on an order. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Order } from '@vefa/contract'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Select, Textarea, TextField } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { useToast } from '#/ui/Toast.tsx'

const kinds = ['refund', 'return', 'cancellation', 'adjustment'] as const

type Draft = { amount: string; kind: (typeof kinds)[number]; reason: string }

/** As people type it, with a comma or a point; undefined when it is no amount. */
function amountOf(typed: string): string | undefined {
  const plain = typed.trim().replace(',', '.')
  return /^\d{1,14}(\.\d{1,4})?$/.test(plain) ? plain : undefined
}

export function RefundDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const [draft, setDraft] = useState<Draft>({ amount: '', kind: 'refund', reason: '' })
  const refund = useRefund(onClose)
  const amount = amountOf(draft.amount)
  const ready = amount !== undefined && draft.reason.trim() !== ''
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (!ready) return
    const { kind, reason } = draft
    refund.mutate({ id: order.id, version: order.version, amount, kind, reason })
  }
  const left = format.money(order.refundable, order.currency, { exact: true })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('orders.refundTitle', { number: order.number })}
      description={t('orders.refundText', { left })}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" type="submit" form="refund" busy={refund.isPending} disabled={!ready}>
            {t('orders.refundOrder')}
          </Button>
        </>
      }
    >
      <form id="refund" onSubmit={send}>
        <Fields draft={draft} setDraft={setDraft} error={refund.error} />
      </form>
    </Dialog>
  )
}

function useRefund(onDone: () => void) {
  const t = useT()
  const toast = useToast()
  const queries = useQueryClient()
  return useMutation(
    api.commerce.orders.refund.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: api.commerce.key() })
        toast({ text: t('orders.refundDone') })
        onDone()
      },
    }),
  )
}

function Fields({
  draft,
  setDraft,
  error,
}: {
  draft: Draft
  setDraft: (draft: Draft) => void
  error: unknown
}) {
  const t = useT()
  const explain = useFailureText()
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label={t('orders.amount')}
        error={error ? explain(error) : undefined}
        inputMode="decimal"
        value={draft.amount}
        onChange={(text) => setDraft({ ...draft, amount: text })}
      />
      <Field label={t('orders.kind')}>
        {({ id }) => (
          <Select
            id={id}
            value={draft.kind}
            choices={kinds.map((value) => ({ value, label: t(`orders.kinds.${value}`) }))}
            onChange={(event) =>
              setDraft({ ...draft, kind: kinds.find((known) => known === event.target.value) ?? 'refund' })
            }
          />
        )}
      </Field>
      <Field label={t('orders.reason')}>
        {(field) => (
          <Textarea
            {...field}
            maxLength={500}
            value={draft.reason}
            onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}
