/** The front door of delivery. */
import type { Room } from '#/platform/room.ts'

import { listeners } from './jobs.ts'
import { preferencesRoutes } from './preferences-routes.ts'
import { runSendings } from './run-sendings.ts'
import { trackingRoutes } from './tracking-routes.ts'

export { deliveryApi } from './http.ts'
export { permissionsOf } from './gather-permission.ts'
export type { Permission } from './gather-permission.ts'
export { noticeSendingFinished } from './notices.ts'
export { drainSendings } from './run-sendings.ts'
export { sendTest } from './send-test.ts'
export {
  cancelSending,
  openSending,
  pauseSending,
  removeSending,
  resumeSending,
  sendMessages,
} from './sendings.ts'
export { countMessages, failedSendings } from './store-sendings.ts'
export type { SendingCounts } from './store-sendings.ts'

export const delivery: Room = {
  name: 'delivery',
  listeners,
  routes: (server, app) => {
    trackingRoutes(server, app)
    preferencesRoutes(server, app)
  },
  background: async (app) => runSendings(app),
}
