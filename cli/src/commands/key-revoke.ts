/** `vefa key revoke`: a key is refused from now on. */
import { parseArgs } from 'node:util'

import { required } from '#/arguments.ts'
import { type Command, withInstallation } from '#/command.ts'
import { texts } from '#/lang/texts.ts'

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const keyRevoke: Command = {
  name: 'key revoke',
  usage: 'ID',
  summary: {
    tr: 'Bir API anahtarını iptal eder (ID: key list).',
    en: 'Revokes an API key (ID: see key list).',
  },
  run: async (args, console) => {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
    const id = required(console, 'ID', positionals[0])
    await withInstallation(console, async ({ app }, server) => {
      if (!isUuid.test(id)) throw new server.Refusal('key_not_found', 'missing')
      await server.revokeKey(app, server.systemActor('npx vefa'), id)
    })
    console.err(texts.keyRevoked[console.language](id))
    return 0
  },
}
