/** Starts a whole installation: engines, stores, worker, web; and stops it in the opposite order. */
import { setTimeout as sleep } from 'node:timers/promises'

import type { Config } from '#/platform/config.ts'
import { type Clock, systemClock } from '#/platform/clock.ts'
import { type Engines, startEngines } from '#/platform/engines/index.ts'
import type { App } from '#/platform/app.ts'
import { createLog, type Log } from '#/platform/log.ts'

import { type OpenApp, openApp } from './app.ts'
import type { DemoControl } from './demo/http.ts'
import { migrate } from './migrate.ts'
import { serve } from './serve.ts'
import { work } from './work.ts'

/** How long (ms) a part has to finish what it is doing. */
const stopPatience = { web: 5_000, work: 10_000, connections: 2_000 }

export type Running = { address: string; open: OpenApp; stop(): Promise<void> }

export async function run(
  config: Config,
  options: { clock?: Clock; demo?: (app: App) => Promise<DemoControl> } = {},
): Promise<Running> {
  const log = createLog(config.logLevel)
  const engines = await startEngines({
    home: config.home,
    log,
    ...(config.databaseUrl && { databaseUrl: config.databaseUrl }),
    ...(config.clickhouseUrl && { clickhouseUrl: config.clickhouseUrl }),
  })
  const open = await openStores(config, engines, { log, clock: options.clock ?? systemClock })
  const demo = options.demo ? await options.demo(open.app) : null
  const working = config.role === 'web' ? undefined : await work(open.app, open.pool)
  const serving = config.role === 'worker' ? undefined : await serve(open.app, open.pool, demo)
  return {
    address: serving?.address ?? '',
    open,
    stop: async () => {
      // What is left behind fails when its connections go; that must not end the process before the engines have stopped.
      process.on('unhandledRejection', (error) => log.debug({ error }, 'failed while stopping'))
      await inTime('web', serving?.stop(), log)
      await inTime('work', working?.stop(), log)
      await inTime('connections', open.close(), log)
      await engines.stop()
    },
  }
}

/** What does not end in time is left as it is: all that was accepted survives that, and the engines still stop in order. */
async function inTime(
  part: keyof typeof stopPatience,
  ending: Promise<void> | undefined,
  log: Log,
): Promise<void> {
  const late = new AbortController()
  const lateness = sleep(stopPatience[part], 'late', { signal: late.signal }).catch(() => undefined)
  const ended = ending?.catch((error: unknown) =>
    log.error({ part, error }, 'a part failed while it stopped'),
  )
  if ((await Promise.race([ended, lateness])) === 'late') {
    log.error({ part }, 'a part did not stop in time and is left behind')
  }
  late.abort()
}

/** Connects and brings both stores up to date; where that fails, the engines started for it do not stay behind. */
async function openStores(
  config: Config,
  engines: Engines,
  given: { log: Log; clock: Clock },
): Promise<OpenApp> {
  const { databaseUrl, eventStoreUrl } = engines
  let open: OpenApp | undefined
  try {
    open = await openApp({ config, databaseUrl, eventStoreUrl, ...given })
    await migrate({ pool: open.pool, eventStore: open.app.eventStore, cluster: config.clickhouseCluster })
    return open
  } catch (error) {
    await open?.close()
    await engines.stop()
    throw error
  }
}

/** Stops once on the first signal; a second one ends the process at once. */
export function stopOnSignal(running: { stop(): Promise<void> }): void {
  const stop = (): void => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1))
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
}
