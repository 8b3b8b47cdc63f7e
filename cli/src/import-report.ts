/** What the command line says of an import while it runs and when it has ended. */
import type { getImport } from '@vefa/server/cli'

import { importTexts, nounTexts } from '#/lang/import-texts.ts'

type Told = Awaited<ReturnType<typeof getImport>>
type Language = 'tr' | 'en'

export function progressLine({ phase, progress }: Told, language: Language): string {
  const share = `${Math.floor(progress.share * 100)}%`
  const [done, what] =
    phase === 'reading'
      ? [progress.rowsRead, importTexts.reading]
      : [progress.groupsApplied, importTexts.applying]
  const left = progress.secondsLeft === null ? '' : importTexts.left[language](String(progress.secondsLeft))
  return `${what[language](share, number(done, language))}${left}`
}

export function importReport(told: Told, language: Language): string {
  const { progress } = told
  const counts = Object.entries(progress.counts).map(([noun, { created, updated, unchanged }]) => {
    const name = (nounTexts[noun] ?? nounTexts['rows'])?.[language] ?? noun
    const say = (count: number) => number(count, language)
    return `  ${name}: ${importTexts.counts[language](say(created), say(updated), say(unchanged))}`
  })
  const { rowsRead, rowsRejected, doubts } = progress
  const say = (count: number) => number(count, language)
  return [
    importTexts[told.state === 'done' ? 'done' : 'notDone'][language](
      String(told.number),
      told.failure ?? told.state,
    ),
    `  ${importTexts.rows[language](say(rowsRead), say(rowsRejected), say(doubts))}`,
    ...counts,
    ...(progress.waiting > 0
      ? [`  ${importTexts.waiting[language](number(progress.waiting, language))}`]
      : []),
  ].join('\n')
}

function number(value: number, language: Language): string {
  return value.toLocaleString(language)
}
