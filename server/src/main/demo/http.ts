/** Binds the contract's demo; where no sample shop runs its addresses say so. */
import { contract } from '@vefa/contract'
import type { FastifyInstance } from 'fastify'

import { Refusal } from '#/platform/errors.ts'
import { bind } from '#/platform/http/index.ts'

export type DemoControl = {
  now(): Date
  /** Milliseconds ahead of the real time. */
  ahead(): number
  /** Moves the clock and lets the time between happen; returns how many events came of it. */
  move(milliseconds: number): Promise<number>
  serve(server: FastifyInstance): Promise<void>
}

const hour = 3_600_000

export function demoApi(control: DemoControl | null) {
  const os = bind(contract.demo)
  const running = (): DemoControl => {
    if (!control) throw new Refusal('demo_only', 'conflict')
    return control
  }
  const state = (demo: DemoControl) => ({ now: demo.now().toISOString(), aheadHours: demo.ahead() / hour })
  return {
    demo: {
      getClock: os.getClock.handler(() => state(running())),
      moveClock: os.moveClock.handler(async ({ input }) => {
        const demo = running()
        const events = await demo.move(input.hours * hour)
        return { ...state(demo), events }
      }),
    },
  }
}
