/** Starts both engines once for all database tests, and a template database every test file is cloned from. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { TestProject } from 'vitest/node'

import { startEngines } from '#/platform/engines/index.ts'
import { createPool } from '#/platform/db/index.ts'
import { createEventStore } from '#/platform/event-store/index.ts'
import { createLog } from '#/platform/log.ts'
import { migrate } from '#/main/migrate.ts'

declare module 'vitest' {
  // Only an interface is merged with Vitest's own.
  // oxlint-disable-next-line typescript/consistent-type-definitions
  export interface ProvidedContext {
    databaseUrl: string
    eventStoreUrl: string
  }
}

export const templateDatabase = 'vefa_template'

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), 'vefa-test-'))
  const engines = await startEngines({ home, log: createLog('error') })
  await makeTemplate(engines.databaseUrl, engines.eventStoreUrl)
  project.provide('databaseUrl', engines.databaseUrl)
  project.provide('eventStoreUrl', engines.eventStoreUrl)
  return async () => {
    await engines.stop()
    await rm(home, { recursive: true, force: true })
  }
}

async function makeTemplate(databaseUrl: string, eventStoreUrl: string): Promise<void> {
  const admin = createPool(databaseUrl, 1)
  // Nothing here outlives the run; tests of crashes start engines of their own.
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    await admin.query(`ALTER SYSTEM SET ${setting} = off`)
  }
  await admin.query('SELECT pg_reload_conf()')
  await admin.query(`CREATE DATABASE ${templateDatabase}`)
  await admin.end()
  const url = new URL(databaseUrl)
  url.pathname = `/${templateDatabase}`
  const pool = createPool(url.href, 2)
  const eventStore = createEventStore(eventStoreUrl)
  await migrate({ pool, eventStore })
  await eventStore.close()
  await pool.end()
}
