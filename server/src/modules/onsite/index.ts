/** The front door of onsite: the script for the shop's site. */
import type { Room } from '#/platform/room.ts'

import { serveScript } from './script.ts'

export const onsite: Room = { name: 'onsite', routes: (server) => serveScript(server) }
