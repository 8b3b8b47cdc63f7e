/** Binds the contract's delivery to use cases. */
import { contract } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import { cutPage, readCursor } from '#/platform/cursor.ts'
import { bind } from '#/platform/http/index.ts'

import { permissionsOf } from './gather-permission.ts'
import { listMailbox, listMessages, readMail } from './read-messages.ts'
import { listSuppressionRows } from './store-suppressions.ts'
import { addSuppression, removeSuppression } from './suppress.ts'

const done = { done: true as const }

export function deliveryApi(app: App) {
  const os = bind(contract.delivery)
  return {
    delivery: {
      listMessages: os.listMessages.handler(async ({ input }) => listMessages(app, input)),
      permission: os.permission.handler(async ({ input }) => {
        const reason = (await permissionsOf(app, [input.id], input.purpose)).get(input.id)?.reason ?? null
        return { allowed: reason === null, reason }
      }),
      listMailbox: os.listMailbox.handler(async ({ input }) => listMailbox(app, input)),
      getMail: os.getMail.handler(async ({ input }) => readMail(app, input.id)),
      listSuppressions: os.listSuppressions.handler(async ({ input }) => listSuppressions(app, input)),
      addSuppression: os.addSuppression.handler(async ({ input, context }) => {
        await addSuppression(app, context.actor, input)
        return done
      }),
      removeSuppression: os.removeSuppression.handler(async ({ input, context }) => {
        await removeSuppression(app, context.actor, input)
        return done
      }),
    },
  }
}

async function listSuppressions(app: App, input: { cursor?: string | undefined; limit: number }) {
  const rows = await listSuppressionRows(app.db, { after: readCursor(input.cursor), limit: input.limit + 1 })
  const page = cutPage(rows, { limit: input.limit, at: (row) => row.at, id: (row) => row.address })
  return { next: page.next, items: page.items.map((row) => ({ ...row, at: row.at.toISOString() })) }
}
