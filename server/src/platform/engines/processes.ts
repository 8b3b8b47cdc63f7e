/** What can be known of other processes of this machine: whether one lives, since when, and which ones work in a folder. */
import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * A process is itself only together with its start, because numbers are used again. Null when no such process lives.
 * The start is opaque text: clock ticks since boot on Linux, a date elsewhere.
 */
export async function startOfProcess(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return startByPs(pid)
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold anything; the fields are counted behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}

async function startByPs(pid: number): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)])
    return stdout.trim() || null
  } catch {
    return null
  }
}

/** The pids whose working folder is `folder`; Linux only, elsewhere none are found. */
export async function processesWorkingIn(folder: string): Promise<number[]> {
  if (process.platform !== 'linux') return []
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== process.pid)
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')))
  return pids.filter((_, index) => folders[index] === folder)
}

/** The pid namespace this process counts in; two containers on one folder have different ones. */
export async function processNamespace(): Promise<string> {
  return readlink('/proc/self/ns/pid').catch(() => 'machine')
}

/** Sends a signal; false when the process is gone. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

/** Waits until `gone` answers true, asking every 25 ms; false when it did not within `patience` ms. */
export async function waitUntil(gone: () => Promise<boolean>, patience: number): Promise<boolean> {
  const end = performance.now() + patience
  while (!(await gone())) {
    if (performance.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return true
}
