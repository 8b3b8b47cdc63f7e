/** `vefa key add`: a new key, alone on standard output, so that a script can take it. */
import { parseArgs } from 'node:util'

import { keyScopes } from '@vefa/contract'

import { oneOf, required, wholeNumber } from '#/arguments.ts'
import { type Command, withInstallation } from '#/command.ts'
import { texts } from '#/lang/texts.ts'

const options = { name: { type: 'string' }, scope: { type: 'string' }, store: { type: 'string' } } as const

export const keyAdd: Command = {
  name: 'key add',
  usage: '--name NAME --scope intake|api [--store ID]',
  summary: {
    tr: 'API anahtarı oluşturur ve yalnızca onu standart çıktıya yazar.',
    en: 'Makes an API key and prints it alone on standard output.',
  },
  run: async (args, console) => {
    const { values } = parseArgs({ args, options })
    const name = required(console, '--name', values.name)
    const scope = oneOf(
      console,
      { name: '--scope', values: keyScopes },
      required(console, '--scope', values.scope),
    )
    const storeId = values.store === undefined ? undefined : wholeNumber(console, '--store', values.store)
    const { language } = console
    const shop = { name: texts.shopName[language](), language, currency: 'TRY', timeZone: 'Europe/Istanbul' }
    const { key } = await withInstallation(console, async ({ app }, server) => {
      const actor = server.systemActor('npx vefa')
      await server.inTransaction(app.db, (tx) => server.openShop({ ...app, db: tx }, actor, shop))
      return server.createKey(app, actor, { name, scope, storeId })
    })
    console.err(texts.keyShown[language]())
    console.out(key)
    return 0
  },
}
