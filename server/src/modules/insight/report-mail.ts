/** The mail that carries a report, in the reader's language. */
import type { ExploreAnswer, ExploreMeasure } from '@vefa/contract'

type Language = 'tr' | 'en'
export type Report = {
  name: string
  measure: ExploreMeasure
  by: string
  from: string
  to: string
  answer: ExploreAnswer
  link: string
}

const shownRows = 20

const texts = {
  tr: {
    subject: (name: string) => `Rapor: ${name}`,
    period: (from: string, to: string) => `${from} – ${to}`,
    total: 'Toplam',
    others: (n: number) => `Diğerleri (${n} satır)`,
    unknown: 'Bilinmiyor',
    open: 'Raporu açın',
    why: "Bu iletiyi, bir ekip arkadaşınız raporu size de gönderdiği için aldınız. Vefa'daki Keşfet sayfasından durdurulabilir.",
  },
  en: {
    subject: (name: string) => `Report: ${name}`,
    period: (from: string, to: string) => `${from} – ${to}`,
    total: 'Total',
    others: (n: number) => `Others (${n} rows)`,
    unknown: 'Unknown',
    open: 'Open the report',
    why: 'You get this because a colleague has this report sent to you. It can be stopped on the Explore page of Vefa.',
  },
} as const

/** Subject, text and HTML; the first rows, and a link to all of them. */
export function writeReport(
  report: Report,
  language: Language,
): { subject: string; text: string; html: string } {
  const words = texts[language]
  const days = words.period(dayText(report.from, language), dayText(report.to, language))
  const rows = tableOf(report.answer, language)
  return {
    subject: words.subject(report.name),
    text: [
      report.name,
      days,
      '',
      ...rows.map(([key, value]) => `${key}: ${value}`),
      '',
      `${words.open}: ${report.link}`,
      '',
      words.why,
    ].join('\n'),
    html: `<div style="font:16px/1.5 sans-serif;color:#1f1d1a"><h1 style="font-size:20px">${escapeHtml(report.name)}</h1>
<p>${escapeHtml(days)}</p><table style="border-collapse:collapse">${rows.map(rowHtml).join('')}</table>
<p style="margin:24px 0"><a href="${escapeHtml(report.link)}" style="background:#00727a;color:#ffffff;padding:12px 20px;border-radius:8px;text-decoration:none">${words.open}</a></p>
<p style="font-size:13px">${words.why}</p></div>`,
  }
}

function tableOf(answer: ExploreAnswer, language: Language): [string, string][] {
  const words = texts[language]
  const value = (row: ExploreAnswer['total']): string => valueText(answer, row.value, language)
  const rows = answer.rows
    .slice(0, shownRows)
    .map((row): [string, string] => [row.label || row.key || words.unknown, value(row)])
  const others: [string, string][] = answer.others
    ? [[words.others(answer.others.rows), value(answer.others)]]
    : []
  return [...rows, ...others, [words.total, value(answer.total)]]
}

function valueText({ kind, currency }: ExploreAnswer, value: string | null, language: Language): string {
  if (value === null) return '–'
  const style =
    kind === 'money'
      ? { style: 'currency' as const, currency }
      : kind === 'share'
        ? { style: 'percent' as const, maximumFractionDigits: 1 }
        : { maximumFractionDigits: 2 }
  // The formatter takes decimal texts as they are, without a float between.
  return new Intl.NumberFormat(language, style).format(value as unknown as number)
}

function dayText(day: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}

function rowHtml([key, value]: [string, string]): string {
  return `<tr><td style="padding:4px 24px 4px 0;border-bottom:1px solid #e5e2dc">${escapeHtml(key)}</td><td style="padding:4px 0;text-align:right;border-bottom:1px solid #e5e2dc">${escapeHtml(value)}</td></tr>`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
