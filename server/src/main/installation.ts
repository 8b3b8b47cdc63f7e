/** An installation opened for one command, running or stopped, and left as it was found. */
import { systemClock } from '#/platform/clock.ts'
import type { Config } from '#/platform/config.ts'
import { openEngines, runningEngines } from '#/platform/engines/index.ts'
import type { Log } from '#/platform/log.ts'

import { type OpenApp, openApp } from './app.ts'
import { migrate } from './migrate.ts'

export type Installation = OpenApp & {
  /** Names of the migrations applied on the way in. */
  applied: string[]
  /** Whether its own processes are at work; otherwise nobody carries on what the command leaves. */
  running: boolean
}

/**
 * Uses the engines of the running installation on this data folder, or starts them and stops them on `close`.
 * The stores are brought up to date first, as a start would do.
 */
export async function openInstallation(config: Config, log: Log): Promise<Installation> {
  const running = (await runningEngines(config.home)) !== null
  const engines = await openEngines({
    home: config.home,
    log,
    ...(config.databaseUrl && { databaseUrl: config.databaseUrl }),
    ...(config.clickhouseUrl && { clickhouseUrl: config.clickhouseUrl }),
  })
  const { databaseUrl, eventStoreUrl } = engines
  try {
    const open = await openApp({ config, log, databaseUrl, eventStoreUrl, clock: systemClock })
    const close = async (): Promise<void> => {
      await open.close()
      await engines.stop()
    }
    try {
      const { pool, app } = open
      const applied = await migrate({ pool, eventStore: app.eventStore, cluster: config.clickhouseCluster })
      return { ...open, applied, running, close }
    } catch (error) {
      await open.close()
      throw error
    }
  } catch (error) {
    await engines.stop()
    throw error
  }
}
