/** `npm start`. */
import { readConfig } from '#/platform/config.ts'

import { explainFailure } from './explain-failure.ts'
import { run, stopOnSignal } from './run.ts'

try {
  const config = readConfig(process.env)
  stopOnSignal(await run(config))
  process.stdout.write(
    `Vefa is ready\n${config.role === 'worker' ? 'working in the background' : config.url}\n`,
  )
} catch (error) {
  process.stderr.write(`${await explainFailure(error, process.env)}\n`)
  process.exit(1)
}
