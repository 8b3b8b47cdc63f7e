/** `npm run demo`. */
import { readConfig } from '#/platform/config.ts'

import { run, stopOnSignal } from './run.ts'

const config = readConfig(process.env, { demo: true })
const running = await run(config)
stopOnSignal(running)
process.stdout.write(`Vefa is ready\n${config.url}\n`)
