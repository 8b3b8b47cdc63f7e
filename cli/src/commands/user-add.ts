/** `vefa user add`: a person with a password from standard input; opens a shop where there is none. */
import { parseArgs } from 'node:util'

import { roles } from '@vefa/contract'

import { oneOf, required } from '#/arguments.ts'
import { CalledWrongly, type Command, withInstallation } from '#/command.ts'
import { texts } from '#/lang/texts.ts'

const options = {
  role: { type: 'string' },
  name: { type: 'string' },
  language: { type: 'string' },
  shop: { type: 'string' },
  currency: { type: 'string', default: 'TRY' },
  'time-zone': { type: 'string', default: 'Europe/Istanbul' },
} as const

export const userAdd: Command = {
  name: 'user add',
  usage: `EMAIL --role ${roles.join('|')} [--name NAME] [--language tr|en] [--shop NAME] [--currency TRY] [--time-zone Europe/Istanbul]`,
  summary: {
    tr: 'Ekibe bir kişi ekler; parola standart girdiden okunur. Mağaza yoksa açar.',
    en: 'Adds a person to the team; the password is read from standard input. Opens a shop where there is none.',
  },
  run: async (args, console) => {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const email = required(console, 'EMAIL', positionals[0])
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
      throw new CalledWrongly(texts.notEmail[console.language](email))
    const role = oneOf(console, { name: '--role', values: roles }, required(console, '--role', values.role))
    const languages = { name: '--language', values: ['tr', 'en'] as const }
    const language = oneOf(console, languages, values.language ?? console.language)
    const password = await console.readSecret(texts.passwordQuestion[console.language]())
    if (password.length < 10) throw new CalledWrongly(texts.passwordShort[console.language]())
    const shop = {
      name: values.shop ?? texts.shopName[language](),
      language,
      currency: values.currency,
      timeZone: values['time-zone'],
    }
    const name = values.name ?? email.split('@')[0] ?? email
    await withInstallation(console, ({ app }, server) =>
      server.addMember(app, server.systemActor('npx vefa'), { email, name, role, language, password, shop }),
    )
    console.err(texts.userAdded[console.language](email.toLowerCase(), role))
    return 0
  },
}
