/** `vefa key list`: the keys by their first characters, revoked ones last. */
import { parseArgs } from 'node:util'

import { tableText } from '#/arguments.ts'
import { type Command, withInstallation } from '#/command.ts'

export const keyList: Command = {
  name: 'key list',
  usage: '[--json]',
  summary: { tr: 'API anahtarlarını gösterir.', en: 'Shows the API keys.' },
  run: async (args, console) => {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
    const keys = await withInstallation(console, ({ app }, server) => server.listKeys(app))
    if (values.json) console.out(JSON.stringify(keys))
    else if (keys.length > 0) {
      const rows = keys.map((key) => [
        key.id,
        key.scope,
        `${key.start}…`,
        key.name,
        key.revokedAt ? 'revoked' : (key.lastUsedAt ?? ''),
      ])
      console.out(tableText(rows))
    }
    return 0
  },
}
