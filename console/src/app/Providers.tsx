/** What every page stands in: queries, texts, toasts, tooltips. */
import { QueryClientProvider } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import type { Language } from '@vefa/contract'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'

import { createTranslate, loadTexts, TranslateContext } from '#/lang/index.ts'
import { applyLanguage, chosenLanguage } from '#/lib/look.ts'
import { ToastProvider } from '#/ui/Toast.tsx'

const LanguageContext = createContext<(language: Language) => Promise<void>>(async () => undefined)

export function useSetLanguage(): (language: Language) => Promise<void> {
  return useContext(LanguageContext)
}

export function Providers({ queries, children }: { queries: QueryClient; children: ReactNode }) {
  const [language, setLanguage] = useState(chosenLanguage)
  const texts = useMemo(() => ({ language, t: createTranslate(language) }), [language])
  const change = useMemo(
    () => async (next: Language) => {
      await loadTexts(next)
      applyLanguage(next)
      setLanguage(next)
    },
    [],
  )
  return (
    <QueryClientProvider client={queries}>
      <LanguageContext value={change}>
        <TranslateContext value={texts}>
          <ToastProvider closeLabel={texts.t('app.close')}>{children}</ToastProvider>
        </TranslateContext>
      </LanguageContext>
    </QueryClientProvider>
  )
}
