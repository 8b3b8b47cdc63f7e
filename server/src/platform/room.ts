/** What a room offers to main beyond its functions: doors, jobs, listeners, long-running work. */
import type { FastifyInstance } from 'fastify'

import type { App } from './app.ts'
import type { Actor } from './actor.ts'
import type { AnyJob } from './jobs/index.ts'
import type { Listener } from './notices/index.ts'

export type Background = { stop(): Promise<void> }

export type Room = {
  name: string
  /** Addresses outside `/api` (intake, tracking, pages for shoppers). */
  routes?(
    server: FastifyInstance,
    app: App,
    authenticate: (headers: Headers, ip: string) => Promise<Actor>,
  ): void
  jobs?: readonly AnyJob<App>[]
  listeners?: readonly Listener<App>[]
  /** Work that runs as long as a worker does, e.g. a pipeline that waits for intake; must cost nothing while idle. */
  background?(app: App): Promise<Background>
}
