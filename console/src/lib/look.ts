/** Theme and language as chosen on this machine; the document follows at once. */
import type { Language } from '@vefa/contract'

export type Theme = 'light' | 'dark' | 'system'

export function chosenTheme(): Theme {
  const kept = localStorage.getItem('vefa.theme')
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export function applyTheme(theme: Theme): void {
  localStorage.setItem('vefa.theme', theme)
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

export function chosenLanguage(): Language {
  return document.documentElement.lang === 'en' ? 'en' : 'tr'
}

export function applyLanguage(language: Language): void {
  localStorage.setItem('vefa.language', language)
  document.documentElement.lang = language
}
