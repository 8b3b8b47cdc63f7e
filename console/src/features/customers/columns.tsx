/** The columns of the list. */
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { useCodeText, useT } from '#/lang/index.ts'
import { nameOf } from '#/lib/places.ts'
import { useFormat, useLanguage } from '#/lib/session.ts'
import { Avatar, Badge, Consents } from '#/ui/Badge.tsx'
import type { Column } from '#/ui/DataTable.tsx'

import type { ColumnId } from './list-search.ts'
import type { CustomerRow } from './use-list.ts'

/** A person's name, else how they can be reached, else that nobody knows. */
export function useCallName(): (person: {
  id: number
  name: string | null
  email: string | null
  phone: string | null
}) => string {
  const t = useT()
  return ({ id, name, email, phone }) => name ?? email ?? phone ?? t('customers.nameless', { id })
}

export function useColumns(chosen: readonly ColumnId[]): Column<CustomerRow>[] {
  const all = { ...useWho(), ...useFigures(), ...useMarks(), ...usePlaces() }
  return chosen.map((id) => all[id])
}

function useWho() {
  const t = useT()
  const callName = useCallName()
  return {
    name: {
      id: 'name',
      label: t('customers.columns.name'),
      sort: 'name',
      lead: true,
      cell: (row: CustomerRow) => (
        <span className="flex min-w-0 items-center gap-2">
          <Avatar name={callName(row)} />
          <Link
            to="/customers/$id"
            params={{ id: String(row.id) }}
            search={(previous: object) => previous}
            className="max-w-[260px] truncate font-medium hover:underline"
            onClick={(event) => event.stopPropagation()}
          >
            {callName(row)}
          </Link>
        </span>
      ),
    },
    contact: {
      id: 'contact',
      label: t('customers.columns.contact'),
      cell: (row: CustomerRow) => (
        <span className="block max-w-[220px] truncate text-ink-2">{row.email ?? row.phone ?? '–'}</span>
      ),
    },
  } satisfies Partial<Record<ColumnId, Column<CustomerRow>>>
}

function useFigures() {
  const t = useT()
  const format = useFormat()
  return {
    orders: {
      id: 'orders',
      label: t('customers.columns.orders'),
      sort: 'orders',
      align: 'right' as const,
      cell: (row: CustomerRow) => format.number(row.orderCount),
    },
    spent: {
      id: 'spent',
      label: t('customers.columns.spent'),
      sort: 'spent',
      align: 'right' as const,
      cell: (row: CustomerRow) => (row.orderCount > 0 ? format.money(row.spent, format.currency) : '–'),
    },
    lastOrder: {
      id: 'lastOrder',
      label: t('customers.columns.lastOrder'),
      sort: 'lastOrder',
      cell: (row: CustomerRow) => <Ago at={row.lastOrderAt} />,
    },
    seen: {
      id: 'seen',
      label: t('customers.columns.seen'),
      sort: 'seen',
      hideOnCard: true,
      cell: (row: CustomerRow) => <Ago at={row.lastSeenAt} />,
    },
    since: {
      id: 'since',
      label: t('customers.columns.since'),
      sort: 'since',
      hideOnCard: true,
      cell: (row: CustomerRow) => <Ago at={row.firstSeenAt} />,
    },
  }
}

function useMarks() {
  const t = useT()
  const className = useCodeText('rfmClasses')
  return {
    class: {
      id: 'class',
      label: t('customers.columns.class'),
      cell: (row: CustomerRow) => (row.rfmClass ? <Badge>{className(row.rfmClass)}</Badge> : '–'),
    },
    consent: {
      id: 'consent',
      label: t('customers.columns.consent'),
      cell: (row: CustomerRow) => (
        <Consents
          marks={[
            {
              letter: t('customer.letters.email'),
              label: `${t('customer.channels.email')}: ${t(`customer.states.${row.emailConsent ?? 'none'}`)}`,
              state: row.emailConsent,
            },
          ]}
        />
      ),
    },
    tags: {
      id: 'tags',
      label: t('customers.columns.tags'),
      cell: (row: CustomerRow) => (
        <span className="inline-flex gap-1">
          {row.tags.slice(0, 2).map((tag) => (
            <Badge key={tag.id}>{tag.name}</Badge>
          ))}
          {row.tags.length > 2 && <Badge>+{row.tags.length - 2}</Badge>}
        </span>
      ),
    },
  }
}

function usePlaces() {
  const t = useT()
  const language = useLanguage()
  const source = useCodeText('customer.sources')
  const plain = (id: 'city' | 'language' | 'source', show: (row: CustomerRow) => string | null) => ({
    id,
    label: t(`customers.columns.${id}`),
    hideOnCard: true,
    cell: (row: CustomerRow) => <span className="text-ink-2">{show(row) ?? '–'}</span>,
  })
  return {
    city: { ...plain('city', (row) => row.city), sort: 'city' },
    language: plain('language', (row) => row.language && nameOf('language', row.language, language)),
    source: plain('source', (row) => source(row.source)),
  }
}

/** Relative, the exact moment on hover. */
export function Ago({ at }: { at: string | null }) {
  const format = useFormat()
  const [now] = useState(() => new Date())
  if (!at) return <>–</>
  return (
    <time dateTime={at} title={format.dateTime(at)} className="text-ink-2">
      {format.relative(at, now)}
    </time>
  )
}
