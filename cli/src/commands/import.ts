/** `vefa import FILE`: takes a file in through the running installation or a stopped one, and says what became of it. */
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'

import type { getImport, Installation, uploadImport } from '@vefa/server/cli'

import { oneOf, required, wholeNumber } from '#/arguments.ts'
import { CalledWrongly, type Command, type Server, withInstallation } from '#/command.ts'
import type { Console } from '#/console.ts'
import { importReport, progressLine } from '#/import-report.ts'
import { importTexts } from '#/lang/import-texts.ts'
import { texts } from '#/lang/texts.ts'

const kinds = ['customers', 'orders', 'order-lines', 'products', 'events', 'payments'] as const

const options = {
  as: { type: 'string' },
  preset: { type: 'string' },
  map: { type: 'string' },
  store: { type: 'string' },
  currency: { type: 'string' },
  zone: { type: 'string' },
  rate: { type: 'string' },
  rejects: { type: 'string' },
  wait: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

type Given = {
  file: string
  wish: Omit<Parameters<typeof uploadImport>[2], 'file' | 'fileName'>
  mapping: unknown
  rate: string | undefined
  rejects: string | undefined
  wait: boolean
  json: boolean
}

type At = Installation & { server: Server }

export const importFile: Command = {
  name: 'import',
  usage:
    'FILE --as customers|orders|order-lines|products|events|payments [--preset NAME | --map FILE] [--store ID] [--currency C] [--rate R] [--zone Z] [--rejects FILE] [--wait] [--json]',
  summary: {
    tr: 'Bir CSV dosyasını (.gz de olur) içe aktarır; ilerlemeyi ve sonucu gösterir.',
    en: 'Imports a CSV file (also .gz); shows progress and result.',
  },
  run: async (args, console) => {
    const given = await read(args, console)
    return withInstallation(console, async (installation, server) => {
      const at = { ...installation, server }
      const id = await begin(at, console, given)
      const ended = await follow(at, console, { id, quiet: given.json })
      if (given.wait || !installation.running) await server.waitUntilApplied(installation.app)
      if (given.rejects !== undefined) {
        const lines = server.rejectReport(installation.app, { id, language: console.language })
        await pipeline(Readable.from(lines), createWriteStream(given.rejects))
      }
      console.out(given.json ? JSON.stringify(ended) : importReport(ended, console.language))
      return ended.state === 'done' ? 0 : 1
    })
  },
}

async function read(args: string[], console: Console): Promise<Given> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const file = required(console, 'FILE', positionals[0])
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) throw new CalledWrongly(importTexts.noFile[console.language](file))
  const kind = oneOf(console, { name: '--as', values: kinds }, required(console, '--as', values.as))
  const storeId = values.store === undefined ? undefined : wholeNumber(console, '--store', values.store)
  const { preset, zone, currency, rate, rejects, wait, json } = values
  return {
    file,
    wish: { kind, preset, zone, currency: currency?.toUpperCase(), storeId },
    mapping: values.map === undefined ? undefined : await readMapping(values.map, console),
    rate,
    rejects,
    wait,
    json,
  }
}

async function readMapping(path: string, console: Console): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CalledWrongly(importTexts.noMapping[console.language](path, reason))
  }
}

/** A shop without orders takes the file's currency as its own, unless a rate is given. */
async function begin({ app, server }: At, console: Console, given: Given): Promise<string> {
  const { language } = console
  const actor = server.systemActor('npx vefa')
  const shop = { name: texts.shopName[language](), language, currency: 'TRY', timeZone: 'Europe/Istanbul' }
  await server.inTransaction(app.db, (tx) => server.openShop({ ...app, db: tx }, actor, shop))
  const file = createReadStream(given.file)
  const { id } = await server.uploadImport(app, actor, {
    fileName: basename(given.file),
    file,
    ...given.wish,
  })
  if (given.mapping !== undefined) await server.changeImport(app, actor, { id, mapping: given.mapping })
  const before = await server.getImport(app, id)
  const { preset, rate } = before
  if (!given.json) console.err(importTexts.recognised[language](before.kind, preset, before.currency))
  if (!rate.known && rate.mayAdopt && given.rate === undefined) {
    console.err(importTexts.adopted[language](before.currency))
  }
  await server.startImport(app, actor, { id, rate: given.rate, adoptCurrency: true })
  return id
}

const lookEvery = 1_000

/** Carries it out here unless a worker has taken it; either way tells how far it is. */
async function follow(
  { app, server }: At,
  console: Console,
  given: { id: string; quiet: boolean },
): ReturnType<typeof getImport> {
  const tell = async (): Promise<void> => {
    const now = await server.getImport(app, given.id)
    if (now.state === 'running') console.err(progressLine(now, console.language))
  }
  const timer = given.quiet ? undefined : setInterval(() => void tell().catch(() => undefined), lookEvery * 2)
  try {
    for (;;) {
      await server.runImports(app, new AbortController().signal)
      const now = await server.getImport(app, given.id)
      if (now.state === 'done' || now.state === 'failed' || now.state === 'cancelled') return now
      await new Promise((resolve) => setTimeout(resolve, lookEvery))
    }
  } finally {
    clearInterval(timer)
  }
}
