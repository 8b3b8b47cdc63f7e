/** `vefa user list`: who works here. */
import { parseArgs } from 'node:util'

import { tableText } from '#/arguments.ts'
import { type Command, withInstallation } from '#/command.ts'

export const userList: Command = {
  name: 'user list',
  usage: '[--json]',
  summary: { tr: 'Ekipteki kişileri gösterir.', en: 'Shows who works here.' },
  run: async (args, console) => {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
    const members = await withInstallation(console, ({ app }, server) =>
      server.listMembers(app, server.systemActor('npx vefa')),
    )
    if (values.json) console.out(JSON.stringify(members))
    else {
      const rows = members.map((member) => [
        member.email,
        member.role,
        member.name,
        [member.twoFactor ? '2FA' : '', member.disabled ? 'disabled' : ''].filter(Boolean).join(' '),
      ])
      console.out(tableText(rows))
    }
    return 0
  },
}
