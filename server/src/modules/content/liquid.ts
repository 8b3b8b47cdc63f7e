/** Liquid as letters speak it: strict, bounded in time and memory, without files, with the shop's own filters. */
import { type Context, Liquid, type Template, UndefinedVariableError } from 'liquidjs'

import { nameWithSuffix, type TurkishCase } from '#/platform/text/suffix.ts'

/** Milliseconds, and bytes as LiquidJS counts them, for one part of one letter. */
const renderLimit = 300
const memoryLimit = 2_000_000
const parseLimit = 200_000

export type Parsed = Template[]

/** `missing`: variables without a value and without a default. `fault`: anything else that is wrong, in English. */
export type Rendered = { text: string } | { missing: string[] } | { fault: string }

const cases: readonly string[] = [
  'dative',
  'accusative',
  'genitive',
  'locative',
  'ablative',
  'instrumental',
  'possessive',
] satisfies TurkishCase[]

function createEngine(escape: boolean): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    catchAllErrors: true,
    // No include, render or layout from the disk.
    templates: {},
    renderLimit,
    memoryLimit,
    parseLimit,
    ...(escape && { outputEscape: 'escape' as const }),
  })
  engine.registerFilter('money', function (value: unknown, currency?: unknown) {
    return moneyText(
      String(value),
      String(currency ?? shopValue(this.context, 'currency')),
      languageOf(this.context),
    )
  })
  engine.registerFilter('date', function (value: unknown, form: string = 'long') {
    const timeZone = String(shopValue(this.context, 'time_zone'))
    return dateText(value, { form, timeZone, language: languageOf(this.context) })
  })
  engine.registerFilter('suffix', (value: unknown, name: string = 'dative') => {
    if (!cases.includes(name)) throw new Error(`no such ending: ${name}`)
    return nameWithSuffix(String(value), name as TurkishCase)
  })
  return engine
}

const engines = { html: createEngine(true), text: createEngine(false) }

/** @throws {Error} a sentence that says what is wrong and on which line */
export function parseLiquid(form: 'html' | 'text', source: string): Parsed {
  try {
    return engines[form].parse(source)
  } catch (error) {
    throw new Error(faultOf(error), { cause: error })
  }
}

export function renderLiquid(form: 'html' | 'text', parsed: Parsed, scope: object): Rendered {
  try {
    return { text: String(engines[form].renderSync(parsed, scope)) }
  } catch (error) {
    const errors = errorsOf(error)
    const undefinedOnes = errors.filter((one) => one instanceof UndefinedVariableError)
    if (undefinedOnes.length < errors.length) return { fault: faultOf(error) }
    return { missing: [...new Set(undefinedOnes.map((one) => variableOf(one)))] }
  }
}

function variableOf(error: UndefinedVariableError): string {
  const original = error.originalError
  return original && 'variableName' in original ? String(original.variableName) : error.message
}

function faultOf(error: unknown): string {
  const [first] = errorsOf(error)
  return first?.message.split('\n')[0] ?? String(error)
}

/** With `catchAllErrors` LiquidJS throws one error that carries all. */
function errorsOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return [new Error(String(error))]
  return 'errors' in error && Array.isArray(error.errors) ? (error.errors as Error[]) : [error]
}

function shopValue(context: Context, name: string): unknown {
  return context.getSync(['shop', name])
}

function languageOf(context: Context): 'tr' | 'en' {
  return context.getSync(['language']) === 'en' ? 'en' : 'tr'
}

const locales = { tr: 'tr-TR', en: 'en-GB' }

/** The amount stays text all the way: `Intl` formats decimal strings exactly. */
function moneyText(amount: string, currency: string, language: 'tr' | 'en'): string {
  if (!/^-?\d+(\.\d+)?$/.test(amount)) throw new Error(`not an amount: ${amount}`)
  const format = new Intl.NumberFormat(locales[language], { style: 'currency', currency })
  return format.format(amount as unknown as number)
}

const forms: Record<string, Intl.DateTimeFormatOptions> = {
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  month: { month: 'long', year: 'numeric' },
}

function dateText(value: unknown, how: { form: string; timeZone: string; language: 'tr' | 'en' }): string {
  const form = forms[how.form]
  if (!form) throw new Error(`no such form of a date: ${how.form}`)
  const date = new Date(value as string)
  if (Number.isNaN(date.getTime())) throw new Error(`not a date: ${String(value)}`)
  return new Intl.DateTimeFormat(locales[how.language], { ...form, timeZone: how.timeZone }).format(date)
}
