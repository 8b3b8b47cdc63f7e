/** Asks for the reason, and records that an order was cancelled. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Order } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Textarea } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { useToast } from '#/ui/Toast.tsx'

export function CancelDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useT()
  const toast = useToast()
  const queries = useQueryClient()
  const explain = useFailureText()
  const [reason, setReason] = useState('')
  const cancel = useMutation(
    api.commerce.orders.cancel.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: api.commerce.key() })
        toast({ text: t('orders.cancelled') })
        onClose()
      },
    }),
  )
  const send = (): void => cancel.mutate({ id: order.id, version: order.version, reason })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('orders.cancelTitle', { number: order.number })}
      description={t('orders.cancelText')}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="danger" busy={cancel.isPending} disabled={reason.trim() === ''} onClick={send}>
            {t('orders.cancelOrder')}
          </Button>
        </>
      }
    >
      <Field label={t('orders.reason')} error={cancel.error ? explain(cancel.error) : undefined}>
        {(field) => (
          <Textarea
            {...field}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && reason.trim() !== '') send()
            }}
          />
        )}
      </Field>
    </Dialog>
  )
}
