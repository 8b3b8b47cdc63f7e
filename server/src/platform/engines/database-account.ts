/** The user of the machine that PostgreSQL runs as: it refuses root, so root needs another one, and that one needs a way to the files. */
import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { dirname, parse } from 'node:path'
import { promisify } from 'node:util'

export type Account = { uid: number; gid: number; name: string }

/** Null when this process may run PostgreSQL as itself. As root: `postgres`, created when missing, else `nobody`. */
export async function databaseAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null
  const known = await accountNamed('postgres')
  if (known) return known
  await promisify(execFile)('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']).catch(
    () => undefined,
  )
  const account = (await accountNamed('postgres')) ?? (await accountNamed('nobody'))
  if (!account) throw new Error('PostgreSQL refuses to run as root, and there is no other user to run it as')
  return account
}

async function accountNamed(name: string): Promise<Account | null> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n')
  const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
  if (!fields) return null
  return { name, uid: Number(fields[2]), gid: Number(fields[3]) }
}

/** The first folder on the way to `path` that the account may not pass through, or null. */
export async function barrierFor(account: Account | null, path: string): Promise<string | null> {
  if (!account) return null
  const root = parse(path).root
  const way: string[] = []
  for (let folder = dirname(path); folder !== root; folder = dirname(folder)) way.unshift(folder)
  for (const folder of way) {
    const facts = await stat(folder).catch(() => null)
    if (facts && !maySearch(account, facts)) return folder
  }
  return null
}

function maySearch(account: Account, facts: { uid: number; gid: number; mode: number }): boolean {
  if (facts.uid === account.uid) return (facts.mode & 0o100) !== 0
  if (facts.gid === account.gid) return (facts.mode & 0o010) !== 0
  return (facts.mode & 0o001) !== 0
}
