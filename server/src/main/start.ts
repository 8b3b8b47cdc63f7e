/** `npm start`. */
import { readConfig } from '#/platform/config.ts'

import { run, stopOnSignal } from './run.ts'

const config = readConfig(process.env)
const running = await run(config)
stopOnSignal(running)
process.stdout.write(
  `Vefa is ready\n${config.role === 'worker' ? 'working in the background' : config.url}\n`,
)
