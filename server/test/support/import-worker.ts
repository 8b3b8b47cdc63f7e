/** For tests of imports: a process that carries out what is due, and can be killed at any moment. */
import { openApp } from '#/main/app.ts'
import { runImports } from '#/modules/connectors/index.ts'
import { systemClock } from '#/platform/clock.ts'
import { readConfig } from '#/platform/config.ts'
import { createLog } from '#/platform/log.ts'

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
