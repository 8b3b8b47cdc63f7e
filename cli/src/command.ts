/** The shape of a command; each stands in a file of its own under `commands/`. */
import type * as server from '@vefa/server/cli'
import type { Installation } from '@vefa/server/cli'

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

export type Server = typeof server

/** Loaded where a command needs it, since reading all of it takes longer than most answers. */
export async function loadServer(): Promise<Server> {
  return import('@vefa/server/cli')
}

/** Opens the installation this terminal speaks of, and closes it whatever happens. */
export async function withInstallation<Result>(
  console: Console,
  work: (installation: Installation, server: Server) => Promise<Result>,
): Promise<Result> {
  const loaded = await loadServer()
  const config = loaded.readConfig(console.env)
  const log = loaded.createLog(console.env.VEFA_LOG ?? 'error', 'error')
  const installation = await loaded.openInstallation(config, log)
  try {
    return await work(installation, loaded)
  } finally {
    await installation.close()
  }
}
