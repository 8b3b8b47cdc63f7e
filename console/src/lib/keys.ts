/** Keyboard shortcuts: one listener each, silent while a person types. */
import { useEffect, useRef } from 'react'

export type Shortcut = { key: string; meta?: boolean; run(event: KeyboardEvent): void }

/** Runs the shortcuts while the component stands; `meta` means Ctrl or ⌘. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      const meta = event.ctrlKey || event.metaKey
      if (isTyping(event) && !meta) return
      const match = latest.current.find(
        (shortcut) => shortcut.key === event.key && Boolean(shortcut.meta) === meta,
      )
      if (!match) return
      event.preventDefault()
      match.run(event)
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null
  return target !== null && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
