/** Words and looks shared by the pages of imports. */
import type { ImportState } from '@vefa/contract'

import { useCodeText, useT } from '#/lang/index.ts'
import type { Tone } from '#/ui/Badge.tsx'

export const stateTone: Record<ImportState, Tone> = {
  uploaded: 'accent',
  waiting: 'plain',
  running: 'accent',
  paused: 'warn',
  done: 'good',
  failed: 'bad',
  cancelled: 'plain',
}

/** Names of fields, reasons and known tables, which the server sends as codes. */
export function useImportWords() {
  return {
    state: useCodeText('import.state'),
    kind: useCodeText('import.kind'),
    noun: useCodeText('import.nouns'),
    preset: useCodeText('import.preset'),
    field: useCodeText('importFields'),
    reason: useCodeText('importReasons'),
  }
}

/** Seconds while they are few, then minutes. */
export function useLeftText(): (seconds: number) => string {
  const t = useT()
  return (seconds) =>
    seconds < 90
      ? t('import.left', { seconds: Math.max(1, Math.round(seconds)) })
      : t('import.leftMinutes', { minutes: Math.round(seconds / 60) })
}
