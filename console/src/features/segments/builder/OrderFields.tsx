/** Orders that count: which of them, what is reckoned over them, and its limits. */
import { useQuery } from '@tanstack/react-query'
import type { SegmentLeaf } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button, IconButton } from '#/ui/Button.tsx'

import { useWords } from '#/features/segments/use-words.ts'
import { BoundsFields } from './BoundsFields.tsx'
import { Choose, ValuesField } from './controls.tsx'
import { WindowFields } from './TimeFields.tsx'
import { useValues } from './vocabulary.ts'

type Leaf = Extract<SegmentLeaf, { kind: 'orders' }>
type Filter = Leaf['where'][number]
type Given<Kind extends Filter['what']> = {
  filter: Extract<Filter, { what: Kind }>
  onChange: (filter: Filter) => void
}

const kinds = [
  'category',
  'product',
  'brand',
  'coupon',
  'channel',
  'store',
  'total',
  'discounted',
  'refunded',
] as const satisfies readonly Filter['what'][]

export function OrderFields({ leaf, onChange }: { leaf: Leaf; onChange: (leaf: Leaf) => void }) {
  const t = useT()
  const change = (index: number, filter: Filter | null): void =>
    onChange({
      ...leaf,
      where: filter ? leaf.where.with(index, filter) : leaf.where.toSpliced(index, 1),
    })
  return (
    <>
      <Choose
        label={t('segmentBuilder.of')}
        value={leaf.of}
        onChange={(of) => onChange({ ...leaf, of })}
        choices={(['count', 'sum', 'average', 'least', 'greatest'] as const).map((value) => ({
          value,
          label: t(`segmentBuilder.orderOfs.${value}`),
        }))}
      />
      <BoundsFields bounds={leaf.bounds} onChange={(bounds) => onChange({ ...leaf, bounds })} />
      <WindowFields window={leaf.window} onChange={(window) => onChange({ ...leaf, window })} />
      {leaf.where.map((filter, index) => (
        <span
          // Filters have no name of their own; their place is what tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          className="inline-flex min-w-0 flex-wrap items-center gap-2 rounded-2 bg-sunken px-2 py-1"
        >
          <FilterKind filter={filter} onChange={(next) => change(index, next)} />
          <FilterRest filter={filter} onChange={(next) => change(index, next)} />
          <IconButton
            small
            icon="close"
            label={t('segmentBuilder.removeFilter')}
            onClick={() => change(index, null)}
          />
        </span>
      ))}
      <Button
        kind="quiet"
        small
        icon="plus"
        onClick={() => onChange({ ...leaf, where: [...leaf.where, blankFilter('category')] })}
      >
        {t('segmentBuilder.addFilter')}
      </Button>
    </>
  )
}

function FilterKind({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const t = useT()
  const words = useWords()
  const label = (what: (typeof kinds)[number]): string =>
    what === 'total' || what === 'discounted' || what === 'refunded'
      ? t(`segmentBuilder.orderFilters.${what}`)
      : words.property(what)
  return (
    <Choose
      label={t('segmentBuilder.property')}
      value={filter.what}
      onChange={(what) => onChange(blankFilter(what))}
      choices={kinds.map((value) => ({ value, label: label(value) }))}
    />
  )
}

function blankFilter(what: Filter['what']): Filter {
  switch (what) {
    case 'store':
      return { what, ids: [] }
    case 'total':
      return { what, bounds: { is: 'atLeast', value: '100' } }
    case 'discounted':
    case 'refunded':
      return { what, yes: true }
    default:
      return { what, values: [] }
  }
}

function FilterRest({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  switch (filter.what) {
    case 'store':
      return <StoreRest filter={filter} onChange={onChange} />
    case 'total':
      return <BoundsFields bounds={filter.bounds} onChange={(bounds) => onChange({ ...filter, bounds })} />
    case 'discounted':
    case 'refunded':
      return <YesRest filter={filter} onChange={onChange} />
    default:
      return <ValuesRest filter={filter} onChange={onChange} />
  }
}

function YesRest({ filter, onChange }: Given<'discounted' | 'refunded'>) {
  const t = useT()
  return (
    <Choose
      label={t('segmentBuilder.value')}
      value={filter.yes ? 'yes' : 'no'}
      onChange={(yes) => onChange({ ...filter, yes: yes === 'yes' })}
      choices={[
        { value: 'yes', label: t('app.yes') },
        { value: 'no', label: t('app.no') },
      ]}
    />
  )
}

function ValuesRest({ filter, onChange }: Given<'product' | 'category' | 'brand' | 'coupon' | 'channel'>) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const suggestions = useValues(`event.${filter.what}`, typed)
  return (
    <ValuesField
      label={t('segmentBuilder.values')}
      values={filter.values}
      suggestions={suggestions}
      onType={setTyped}
      onChange={(values) => onChange({ ...filter, values })}
    />
  )
}

/** One store at a time; more of them are another condition in an "any of" group. */
function StoreRest({ filter, onChange }: Given<'store'>) {
  const t = useT()
  const stores = useQuery(api.team.stores.list.queryOptions({ input: {} }))
  return (
    <Choose
      label={t('segmentBuilder.value')}
      value={String(filter.ids[0] ?? '')}
      onChange={(id) => onChange({ ...filter, ids: [Number(id)] })}
      choices={[
        { value: '', label: t('segmentBuilder.chooseStore'), disabled: true },
        ...(stores.data ?? []).map((store) => ({ value: String(store.id), label: store.name })),
      ]}
    />
  )
}
