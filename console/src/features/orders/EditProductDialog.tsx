/** Corrects status, cost and stock of a product by hand. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Product } from '@vefa/contract'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Select, TextField } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Notice } from '#/ui/Panel.tsx'
import { useToast } from '#/ui/Toast.tsx'

const statuses = ['active', 'draft', 'archived'] as const

type Typed = { id: number; name: string; cost: string; stock: string }
type Draft = { status: Product['status']; variants: Typed[] }

function draftOf(product: Product): Draft {
  return {
    status: product.status,
    variants: product.variants.map((variant) => ({
      id: variant.id,
      name: variant.title || variant.sku || variant.externalId,
      cost: variant.cost === null ? '' : variant.cost.replace(/\.?0+$/, ''),
      stock: variant.stock === null ? '' : String(variant.stock),
    })),
  }
}

/** Undefined while something typed is no number; an empty field means not known. */
function inputOf(draft: Draft) {
  const variants = draft.variants.map(({ id, cost, stock }) => ({
    id,
    cost: cost.trim() === '' ? null : cost.trim().replace(',', '.'),
    stock: stock.trim() === '' ? null : Number(stock),
  }))
  const right = variants.every(
    ({ cost, stock }) =>
      (cost === null || /^\d{1,14}(\.\d{1,4})?$/.test(cost)) && (stock === null || Number.isInteger(stock)),
  )
  return right ? { status: draft.status, variants } : undefined
}

export function EditProductDialog({ product, onClose }: { product: Product; onClose: () => void }) {
  const t = useT()
  const [draft, setDraft] = useState(() => draftOf(product))
  const update = useUpdate(onClose)
  const explain = useFailureText()
  const input = inputOf(draft)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (input) update.mutate({ id: product.id, version: product.version, ...input })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('products.editTitle', { title: product.title })}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" type="submit" form="product" busy={update.isPending} disabled={!input}>
            {t('app.save')}
          </Button>
        </>
      }
    >
      <form id="product" onSubmit={send} className="flex flex-col gap-3">
        {update.error && <Notice tone="bad">{explain(update.error)}</Notice>}
        <Field label={t('products.statusLabel')}>
          {({ id }) => (
            <Select
              id={id}
              value={draft.status}
              choices={statuses.map((value) => ({ value, label: t(`products.status.${value}`) }))}
              onChange={(event) =>
                setDraft({
                  ...draft,
                  status: statuses.find((known) => known === event.target.value) ?? draft.status,
                })
              }
            />
          )}
        </Field>
        {draft.variants.map((typed) => (
          <VariantFields
            key={typed.id}
            typed={typed}
            onChange={(next) =>
              setDraft({
                ...draft,
                variants: draft.variants.map((other) => (other.id === next.id ? next : other)),
              })
            }
          />
        ))}
      </form>
    </Dialog>
  )
}

function useUpdate(onDone: () => void) {
  const t = useT()
  const toast = useToast()
  const queries = useQueryClient()
  return useMutation(
    api.commerce.products.update.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: api.commerce.products.key() })
        toast({ text: t('products.saved') })
        onDone()
      },
    }),
  )
}

function VariantFields({ typed, onChange }: { typed: Typed; onChange: (typed: Typed) => void }) {
  const t = useT()
  return (
    <fieldset className="grid grid-cols-2 gap-3">
      <legend className="pb-1 text-13 font-medium">{typed.name}</legend>
      <TextField
        label={t('products.cost')}
        inputMode="decimal"
        value={typed.cost}
        onChange={(text) => onChange({ ...typed, cost: text })}
      />
      <TextField
        label={t('products.stock')}
        inputMode="numeric"
        value={typed.stock}
        onChange={(text) => onChange({ ...typed, stock: text })}
      />
    </fieldset>
  )
}
