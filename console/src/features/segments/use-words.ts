/** The words a rule is told with, in the person's language and with the shop's names. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import { findText, useCodeText } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useLanguage } from '#/lib/session.ts'

import type { Words } from './describe.ts'

export function useWords(): Words {
  const language = useLanguage()
  const format = useFormat()
  const rfmClass = useCodeText('rfmClasses')
  const attributes = useQuery(api.customers.listAttributes.queryOptions())
  const segments = useQuery(api.segments.list.queryOptions({ input: { limit: 200 } }))
  return useMemo(() => {
    const labels = new Map(attributes.data?.map(({ name, label }) => [name, label]))
    const names = new Map(segments.data?.items.map(({ id, name }) => [id, name]))
    const text: Words['text'] = (key, values) => findText(language, `segmentWords.${key}`, values) ?? key
    return {
      text,
      number: (value) => format.number(value, { maximumFractionDigits: 4 }),
      day: (day) => format.date(`${day}T12:00:00Z`),
      field: (name) => {
        const own = name.startsWith('attributes.') ? name.slice('attributes.'.length) : null
        return own === null ? text(`fields.${name}`) : (labels.get(own) ?? own)
      },
      property: (name) =>
        name.startsWith('properties.') ? name.slice('properties.'.length) : text(`properties.${name}`),
      event: (name) => findText(language, `segmentWords.events.${name}`) ?? `“${name}”`,
      segment: (id) => names.get(id) ?? id.slice(0, 8),
      value: (field, value) => (field === 'rfmClass' ? rfmClass(value) : value),
    }
  }, [attributes.data, segments.data, language, format, rfmClass])
}
