/** What the sample shop remembers between starts: its keys, how far its clock was moved, how far the story was told. */
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { z } from 'zod'

const memory = z.object({
  /** The shop's own write key for the public intake. */
  writeKey: z.string(),
  owner: z.object({ email: z.string(), password: z.string() }),
  /** Milliseconds the clock is ahead. */
  shift: z.number(),
  /** The moment the two years of the story end, ISO. */
  toldUntil: z.string(),
  /** False while the first telling was not finished; it then goes on where it stood, changing nothing twice. */
  told: z.boolean(),
  /** Whether the visits of the last weeks were sent as well. */
  visited: z.boolean().default(false),
})

export type Memory = z.infer<typeof memory>

const place = (home: string): string => join(home, 'demo.json')

export async function recall(home: string): Promise<Memory | null> {
  try {
    return memory.parse(JSON.parse(await readFile(place(home), 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

export async function remember(home: string, known: Memory): Promise<void> {
  await writeFile(place(home), JSON.stringify(known), { mode: 0o600 })
  await chmod(place(home), 0o600)
}
