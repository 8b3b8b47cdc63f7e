/** `vefa migrate`: brings both stores up to date, as a start would. */
import { parseArgs } from 'node:util'

import { type Command, withInstallation } from '#/command.ts'
import { texts } from '#/lang/texts.ts'

export const migrate: Command = {
  name: 'migrate',
  usage: '',
  summary: {
    tr: 'Veri şemasını bu sürüme getirir (başlatınca da olur).',
    en: 'Brings the data up to this version (a start does so, too).',
  },
  run: async (args, console) => {
    parseArgs({ args, options: {} })
    const applied = await withInstallation(console, async (installation) => installation.applied)
    for (const name of applied) console.out(texts.applied[console.language](name))
    if (applied.length === 0) console.out(texts.nothingPending[console.language]())
    return 0
  },
}
