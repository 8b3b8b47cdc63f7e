/** CPU time of an installation's processes, which says what an event costs even while others use the machine. Linux only. */
import { readdir, readFile } from 'node:fs/promises'

import type { Figure } from './figures.ts'

/** Seconds of CPU since each process began. */
export type CpuTimes = { server: number; eventStore: number; database: number; sender: number }

/** Clock ticks of /proc in a second. */
const ticks = 100

type Process = { parent: number; command: string; seconds: number }

/** All zero where there is no /proc. */
export async function cpuTimes(server: number): Promise<CpuTimes> {
  const { user, system } = process.cpuUsage()
  const times: CpuTimes = { server: 0, eventStore: 0, database: 0, sender: (user + system) / 1e6 }
  const processes = await readProcesses()
  for (const [id, { command, seconds }] of processes) {
    if (!descends(processes, id, server)) continue
    if (id === server) times.server += seconds
    else if (command.includes('postgres')) times.database += seconds
    else times.eventStore += seconds
  }
  return times
}

/** What several kinds of work cost, over all processes and this one, whatever else the machine does. */
export class CpuSums {
  readonly server: number
  readonly sums = new Map<string, number>()

  constructor({ child }: { child: { pid?: number | undefined } }) {
    this.server = child.pid ?? 0
  }

  async during<Result>(kind: string, work: () => Promise<Result>): Promise<Result> {
    const before = totalOf(await cpuTimes(this.server))
    const result = await work()
    const spent = totalOf(await cpuTimes(this.server)) - before
    this.sums.set(kind, (this.sums.get(kind) ?? 0) + spent)
    return result
  }

  /** Milliseconds by kind, each of so many times. */
  each(times: number): Record<string, number> {
    return Object.fromEntries(Array.from(this.sums, ([kind, seconds]) => [kind, (seconds * 1000) / times]))
  }
}

function totalOf({ server, eventStore, database, sender }: CpuTimes): number {
  return server + eventStore + database + sender
}

/** Microseconds of CPU for each of `count` events. */
export function cpuFigures(before: CpuTimes, after: CpuTimes, count: number): Figure[] {
  const parts = [
    ['server', 'server'],
    ['database', 'PostgreSQL'],
    ['eventStore', 'event store'],
    ['sender', 'sender of the bench'],
  ] as const
  return parts.map(([part, name]) => ({
    name: `CPU for one event: ${name}`,
    value: ((after[part] - before[part]) / count) * 1e6,
    unit: 'µs',
  }))
}

async function readProcesses(): Promise<Map<number, Process>> {
  const processes = new Map<number, Process>()
  const names = await readdir('/proc').catch(() => [])
  for (const name of names.filter((entry) => /^\d+$/.test(entry))) {
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    const end = text.lastIndexOf(')')
    if (end < 0) continue
    const fields = text.slice(end + 2).split(' ')
    // state, parent, …; user, system, and those of children that ended.
    const spent = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    processes.set(Number(name), {
      parent: Number(fields[1]),
      command: text.slice(text.indexOf('(') + 1, end),
      seconds: spent / ticks,
    })
  }
  return processes
}

function descends(processes: ReadonlyMap<number, Process>, id: number, ancestor: number): boolean {
  let at = id
  while (at !== ancestor && at > 1) at = processes.get(at)?.parent ?? 0
  return at === ancestor
}
