/** The report of what was not taken from a file, as a stream of text. */
import type { App } from '#/platform/app.ts'

import { reportHeader, reportLine } from './csv/reject-report.ts'
import type { ReportLanguage } from './csv/reject-words.ts'
import { selectRejects } from './store-rejects.ts'

const reportPage = 2_000

/** The report of an import as CSV text, page by page. */
export async function* rejectReport(
  app: Pick<App, 'db'>,
  { id, language }: { id: string; language: ReportLanguage },
): AsyncGenerator<string> {
  yield reportHeader(language)
  let after: string | undefined
  for (;;) {
    const rejects = await selectRejects(app.db, { importId: id, after, limit: reportPage })
    if (rejects.length > 0) yield rejects.map((reject) => reportLine(reject, language)).join('')
    if (rejects.length < reportPage) return
    after = rejects.at(-1)?.id
  }
}
