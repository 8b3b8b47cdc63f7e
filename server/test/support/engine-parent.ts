/** For tests of the engines: a process that starts the engines, tells their URLs and stops them on SIGTERM. */
import { startEngines } from '#/platform/engines/index.ts'

const quiet = () => undefined
const engines = await startEngines({
  home: process.argv[2] ?? '',
  log: { info: quiet, warn: quiet, error: quiet },
})
process.on('SIGTERM', () => void engines.stop().then(() => process.exit(0)))
process.send?.({ databaseUrl: engines.databaseUrl, eventStoreUrl: engines.eventStoreUrl })
