/** `vefa doctor`: says what is wrong in plain words; changes nothing. Exit code 1 when something keeps Vefa from running. */
import { parseArgs } from 'node:util'

import { type Command, loadServer } from '#/command.ts'
import { texts } from '#/lang/texts.ts'

const marks = { ok: '✓', warning: '!', error: '✗' } as const

export const doctor: Command = {
  name: 'doctor',
  usage: '[--json]',
  summary: {
    tr: 'Makineyi, ayarları ve veriyi inceler, sorunu sade sözlerle söyler.',
    en: 'Examines machine, settings and data, and says in plain words what is wrong.',
  },
  run: async (args, console) => {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
    const server = await loadServer()
    const found = await server.examineInstallation(server.readConfig(console.env), console.language)
    const broken = found.some((one) => one.level === 'error')
    if (values.json) console.out(JSON.stringify(found))
    else {
      for (const one of found) console.out(`${marks[one.level]} ${one.text}`)
      console.out((broken ? texts.ill : texts.healthy)[console.language]())
    }
    return broken ? 1 : 0
  },
}
