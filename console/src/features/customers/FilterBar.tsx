/** The filter row: text, who, class, tag, consent; the rest in a side panel. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'

import { useCodeText, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { Input, Select } from '#/ui/Field.tsx'
import { Toolbar } from '#/ui/Panel.tsx'

import { FilterPanel } from './FilterPanel.tsx'
import { countFilters, type ListSearch } from './list-search.ts'

type Props = { search: ListSearch; change: (part: Partial<ListSearch>) => void }

export function FilterBar({ search, change }: Props) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const count = countFilters(search)
  return (
    <Toolbar>
      <SearchBox search={search} change={change} />
      <WhoFilter search={search} change={change} />
      <ClassAndTag search={search} change={change} />
      <ConsentFilter search={search} change={change} />
      <Button icon="filter" onClick={() => setOpen(true)}>
        {count > 0 ? t('customers.filtersCount', { count }) : t('customers.filters')}
      </Button>
      {open && <FilterPanel search={search} change={change} onClose={() => setOpen(false)} />}
    </Toolbar>
  )
}

/** The address follows when typing pauses. */
function SearchBox({ search, change }: Props) {
  const t = useT()
  const [text, setText] = useState(search.q ?? '')
  const asked = search.q ?? ''
  const before = useRef(asked)
  const told = useRef(asked)
  useEffect(() => {
    // Cleared or chosen elsewhere: the box follows the address.
    const moved = asked !== before.current && asked !== told.current
    before.current = asked
    if (moved) {
      told.current = asked
      setText(asked)
      return undefined
    }
    if (text === asked) return undefined
    const pause = setTimeout(() => {
      told.current = text
      change({ q: text || undefined })
    }, 200)
    return () => clearTimeout(pause)
  }, [text, asked, change])
  return (
    <Input
      icon="search"
      type="search"
      className="w-[280px] max-phone:w-[200px]"
      aria-label={t('customers.searchLabel')}
      placeholder={t('customers.searchHint')}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  )
}

function WhoFilter({ search, change }: Props) {
  const t = useT()
  return (
    <Select
      aria-label={t('customers.who')}
      value={search.who}
      choices={(['known', 'anonymous', 'all'] as const).map((value) => ({
        value,
        label: t(`customers.whos.${value}`),
      }))}
      onChange={(event) => change({ who: event.target.value as ListSearch['who'] })}
    />
  )
}

function ClassAndTag({ search, change }: Props) {
  const t = useT()
  const className = useCodeText('rfmClasses')
  const { data } = useQuery(api.customers.choices.queryOptions())
  const classes = (data?.classes ?? []).map((value) => ({ value, label: className(value) }))
  const tags = (data?.tags ?? []).map(({ id, name }) => ({ value: String(id), label: name }))
  return (
    <>
      {classes.length > 0 && (
        <Select
          aria-label={t('customers.columns.class')}
          value={search.classes?.[0] ?? ''}
          choices={[{ value: '', label: t('customers.anyClass') }, ...classes]}
          onChange={(event) => change({ classes: event.target.value ? [event.target.value] : undefined })}
        />
      )}
      {tags.length > 0 && (
        <Select
          aria-label={t('customers.columns.tags')}
          value={String(search.tags?.[0] ?? '')}
          choices={[{ value: '', label: t('customers.anyTag') }, ...tags]}
          onChange={(event) =>
            change({ tags: event.target.value ? [Number(event.target.value)] : undefined })
          }
        />
      )}
    </>
  )
}

function ConsentFilter({ search, change }: Props) {
  const t = useT()
  const states = ['given', 'refused', 'withdrawn', 'none'] as const
  return (
    <Select
      aria-label={t('customers.consentFilter')}
      value={search.consentState ?? ''}
      choices={[
        { value: '', label: t('customers.anyConsent') },
        ...states.map((value) => ({ value, label: t(`customers.consents.${value}`) })),
      ]}
      onChange={(event) =>
        change({
          consentState: (event.target.value || undefined) as ListSearch['consentState'],
          consentChannel: event.target.value ? (search.consentChannel ?? 'email') : undefined,
        })
      }
    />
  )
}
