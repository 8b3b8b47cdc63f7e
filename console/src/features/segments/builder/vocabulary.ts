/** What can be asked here: own attributes, event names with their properties, values seen most. */
import { useQuery } from '@tanstack/react-query'
import { segmentFields } from '@vefa/contract'

import { api, type client } from '#/lib/api.ts'

import type { ValueType } from './blank.ts'

export type Vocabulary = Awaited<ReturnType<typeof client.segments.vocabulary>>

const nothing: Vocabulary = { attributes: [], events: [], values: [] }
const staleAfter = 60_000

export function useVocabulary(): Vocabulary {
  const { data } = useQuery({
    ...api.segments.vocabulary.queryOptions({ input: {} }),
    staleTime: staleAfter,
  })
  return data ?? nothing
}

/** Values of a profile field or, after `event:`, of a property of events; narrowed by what is typed. */
export function useValues(of: string, text: string): string[] {
  const { data } = useQuery({
    ...api.segments.vocabulary.queryOptions({ input: { of, ...(text && { text }) } }),
    staleTime: staleAfter,
    placeholderData: (previous) => previous,
  })
  return data?.values ?? []
}

const ownTypes: Record<string, ValueType> = {
  text: 'text',
  number: 'number',
  date: 'date',
  boolean: 'boolean',
  list: 'list',
}

export function typeOfField(field: string, vocabulary: Vocabulary): ValueType {
  if (field in segmentFields) return segmentFields[field as keyof typeof segmentFields]
  const own = vocabulary.attributes.find(({ name }) => `attributes.${name}` === field)
  return ownTypes[own?.type ?? ''] ?? 'text'
}
