/** The user of the machine that PostgreSQL runs as: it refuses root, so root needs another one, and that one needs a way to the files. */
import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { dirname, parse } from 'node:path'
import { promisify } from 'node:util'

/**
 * `borrowed`: the folders on the way are closed to the account (a home under /root, say). The programs then stay root's,
 * in a user namespace in which root carries the account's number; PostgreSQL sees an ordinary user, the disk sees root.
 */
export type Account = { uid: number; gid: number; name: string; borrowed: boolean }

/** The account by which PostgreSQL can reach all the paths. Throws, naming the folder in the way, when there is none. */
export async function accountReaching(paths: string[]): Promise<Account | null> {
  const account = await databaseAccount()
  const barriers = await Promise.all(paths.map((path) => barrierFor(account, path)))
  const barrier = barriers.find((folder) => folder !== null)
  if (!account || !barrier) return account
  const borrowed = { ...account, borrowed: true }
  if (await namespacesWork(borrowed)) return borrowed
  throw new BarredFolder(barrier, account.name)
}

export class BarredFolder extends Error {
  readonly folder: string
  readonly user: string

  constructor(folder: string, user: string) {
    super(
      `PostgreSQL does not run as root but as ${user}, who may not pass through ${folder}. Put Vefa and its data folder where everyone may pass (for example /srv/vefa), or run Vefa as an ordinary user.`,
    )
    this.name = 'BarredFolder'
    this.folder = folder
    this.user = user
  }
}

/** Program, arguments and spawn options that run something as the account. */
export function runAs(account: Account | null, program: string, args: string[]): RunAs {
  if (!account) return { program, args, identity: {} }
  const { uid, gid } = account
  if (!account.borrowed) return { program, args, identity: { uid, gid } }
  const mapping = ['--user', `--map-user=${uid}`, `--map-group=${gid}`]
  return { program: 'unshare', args: [...mapping, '--', program, ...args], identity: {} }
}

export type RunAs = { program: string; args: string[]; identity: { uid?: number; gid?: number } }

/** Containers often forbid user namespaces, and old systems have no `unshare` that maps users. */
async function namespacesWork(account: Account): Promise<boolean> {
  const { program, args } = runAs(account, 'id', ['-u'])
  return promisify(execFile)(program, args).then(
    ({ stdout }) => stdout.trim() === String(account.uid),
    () => false,
  )
}

/** Null when this process may run PostgreSQL as itself. As root: `postgres`, created when missing, else `nobody`. */
async function databaseAccount(): Promise<Account | null> {
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
  return { name, uid: Number(fields[2]), gid: Number(fields[3]), borrowed: false }
}

/** The first folder on the way to `path` that the account may not pass through, or null. */
async function barrierFor(account: Account | null, path: string): Promise<string | null> {
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
