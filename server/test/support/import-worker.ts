/** For tests of imports: a process that carries out what is due, and can be killed at any moment. */
import { enableCompileCache, flushCompileCache } from 'node:module'

// Many of these are started and killed; each but the first reuses what was compiled.
enableCompileCache()
const { openApp } = await import('#/main/app.ts')
const { runImports } = await import('#/modules/connectors/index.ts')
const { systemClock } = await import('#/platform/clock.ts')
const { readConfig } = await import('#/platform/config.ts')
const { createLog } = await import('#/platform/log.ts')
flushCompileCache()

const [databaseUrl = '', eventStoreUrl = '', home = ''] = process.argv.slice(2)
const { app, close } = await openApp({
  config: readConfig({ VEFA_HOME: home, VEFA_SECRET: 'a secret for tests only' }),
  databaseUrl,
  eventStoreUrl,
  clock: systemClock,
  log: createLog('silent'),
})
process.send?.('ready')
await runImports(app, new AbortController().signal)
await close()
process.disconnect?.()
