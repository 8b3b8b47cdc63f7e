/** Who is signed in, what they may do, and how numbers and dates are written for them. */
import { useQuery } from '@tanstack/react-query'
import type { Language, Right } from '@vefa/contract'
import { useContext, useMemo } from 'react'

import { TranslateContext } from '#/lang/index.ts'

import { api } from './api.ts'
import { createFormat, type Format } from './format.ts'

export function useSession() {
  return useQuery({ ...api.session.get.queryOptions(), staleTime: 60_000 })
}

/** `const may = useRights()`, `may('customers.write')`. The server decides; this only hides what would be refused. */
export function useRights(): (right: Right) => boolean {
  const { data } = useSession()
  return useMemo(() => {
    const rights = new Set<string>(data?.user?.rights ?? [])
    return (right) => rights.has(right)
  }, [data])
}

export function useLanguage(): Language {
  return useContext(TranslateContext).language
}

/** Numbers, money and dates in the person's language and the shop's time zone. */
export function useFormat(): Format & { currency: string } {
  const { data } = useSession()
  const language = useLanguage()
  const timeZone = data?.shop?.timeZone ?? 'Europe/Istanbul'
  const currency = data?.shop?.currency ?? 'TRY'
  return useMemo(() => ({ ...createFormat(language, timeZone), currency }), [language, timeZone, currency])
}
