/** What every use case may be handed: the technical means of the house, made once in `main/`. Functions take `Pick<App, …>`. */
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Db, Signals } from './db/index.ts'
import type { EventStore } from './event-store/index.ts'
import type { Log } from './log.ts'
import type { Mailer } from './mail/index.ts'
import type { Notices } from './notices/index.ts'
import type { Secrets } from './secrets.ts'

export type App = {
  db: Db
  eventStore: EventStore
  signals: Signals
  notices: Notices
  clock: Clock
  config: Config
  log: Log
  mailer: Mailer
  secrets: Secrets
}
