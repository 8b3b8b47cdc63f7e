/** `npm run demo`: the sample shop, told over two years and then alive. */
import { shiftedClock } from '#/platform/clock.ts'
import { readConfig } from '#/platform/config.ts'

import { openSampleShop, type SampleShop } from './demo/sample-shop.ts'
import { run, stopOnSignal } from './run.ts'

const env = { VEFA_HOME: '.vefa-demo', ...process.env }
const config = readConfig(env, { demo: true })
const clock = shiftedClock()
let shop: SampleShop | undefined
const running = await run(config, {
  clock,
  demo: async (app) => {
    shop = await openSampleShop(app, clock, (text) =>
      process.stdout.write(`\rTelling the sample shop's two years: ${text}`),
    )
    process.stdout.write('\n')
    return shop
  },
})
await shop?.visited()
const living = shop?.live()
stopOnSignal({
  stop: async () => {
    living?.stop()
    await running.stop()
  },
})
const owner = shop?.memory.owner
process.stdout.write(
  `Vefa is ready\n${config.url}\n\nSign in with ${owner?.email} and ${owner?.password}\nThe storefront: ${config.url}/shop\n`,
)
