/** The shape of a command; each stands in a file of its own under `commands/`. */
import type { Installation } from '@vefa/server/cli'
import { createLog, openInstallation, readConfig } from '@vefa/server/cli'

import type { Console } from './console.ts'

export type Command = {
  /** One or two words: `doctor`, `user add`. */
  name: string
  /** What follows the name, e.g. `EMAIL --role ROLE`. */
  usage: string
  /** What it does, in a line. */
  summary: { tr: string; en: string }
  /** Answers with the exit code. Throws {@link CalledWrongly} for wrong arguments, a Refusal for what the shop refuses. */
  run(args: string[], console: Console): Promise<number>
}

/** Wrong arguments: the message is shown with the usage, and the exit code is 2. */
export class CalledWrongly extends Error {}

/** Opens the installation this terminal speaks of, and closes it whatever happens. */
export async function withInstallation<Result>(
  console: Console,
  work: (installation: Installation) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(console.env)
  const log = createLog(console.env.VEFA_LOG ?? 'error', 'error')
  const installation = await openInstallation(config, log)
  try {
    return await work(installation)
  } finally {
    await installation.close()
  }
}
