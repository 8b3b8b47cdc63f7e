/** Examines a machine and an installation's folder before a start, or while it runs, and says what is wrong. */
import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { accountReaching, BarredFolder } from './database-account.ts'
import { databasePrograms } from './database-cluster.ts'
import { examineDatabase, examineEventStore } from './doctor-servers.ts'
import { type Finding, finding, reasonOf } from './finding.ts'
import { freePort, homeAt, readJson, type Home, type Keys } from './home.ts'
import { lockHolder } from './lock.ts'

/** Findings in the order a person would look; nothing is changed on the machine. */
export async function examineEngines(options: {
  home: string
  databaseUrl?: string
  clickhouseUrl?: string
}): Promise<Finding[]> {
  const home = homeAt(options.home)
  const holder = await lockHolder(home)
  const findings = await Promise.all([
    examineHome(home),
    examineDisk(home),
    options.databaseUrl ? examineDatabase(options.databaseUrl) : examineEmbeddedDatabase(home, holder),
    options.clickhouseUrl
      ? examineEventStore(options.clickhouseUrl)
      : examineEmbeddedEventStore(home, holder),
  ])
  return [examineMemory(), examineLock(holder), ...findings.flat()]
}

async function examineHome(home: Home): Promise<Finding[]> {
  try {
    await access(await nearestFolder(home.folder), constants.W_OK | constants.X_OK)
    return [finding('ok', 'home.writable', { folder: home.folder })]
  } catch (error) {
    return [finding('error', 'home.not_writable', { folder: home.folder, reason: reasonOf(error) })]
  }
}

async function examineDisk(home: Home): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(await nearestFolder(home.folder))
  const params = { gigabytes: Math.floor((bavail * bsize) / 1e8) / 10 }
  if (params.gigabytes < 1) return [finding('error', 'disk.full', params)]
  if (params.gigabytes < 5) return [finding('warning', 'disk.low', params)]
  return [finding('ok', 'disk.enough', params)]
}

function examineMemory(): Finding {
  const params = { gigabytes: Math.round(totalmem() / 1e8) / 10 }
  // A machine sold with 2 GB shows a little less.
  const low = params.gigabytes < 1.8
  return low ? finding('warning', 'memory.low', params) : finding('ok', 'memory.enough', params)
}

function examineLock(holder: number | null): Finding {
  return holder === null ? finding('ok', 'lock.free', {}) : finding('ok', 'lock.held', { pid: holder })
}

async function examineEmbeddedDatabase(home: Home, holder: number | null): Promise<Finding[]> {
  try {
    const { postgres } = await databasePrograms()
    const way = await examineWay([join(home.database, 'base'), postgres])
    const keys = await readJson<Keys>(home.keys).catch(() => null)
    const port = holder === null ? await examinePort(keys?.databasePort) : []
    return [finding('ok', 'database.binaries', {}), ...way, ...port]
  } catch (error) {
    return [finding('error', 'database.binaries_missing', { reason: reasonOf(error) })]
  }
}

async function examineWay(paths: string[]): Promise<Finding[]> {
  try {
    await accountReaching(paths)
    return []
  } catch (error) {
    if (!(error instanceof BarredFolder)) throw error
    return [finding('error', 'home.unreachable', { folder: error.folder, user: error.user })]
  }
}

async function examineEmbeddedEventStore(home: Home, holder: number | null): Promise<Finding[]> {
  try {
    const chdb = createRequire(createRequire(import.meta.url).resolve('chdb/package.json'))
    const libc = process.platform === 'linux' ? '-gnu' : ''
    await stat(chdb.resolve(`@chdb/lib-${process.platform}-${process.arch}${libc}`))
    const keys = await readJson<Keys>(home.keys).catch(() => null)
    const port = holder === null ? await examinePort(keys?.eventStorePort) : []
    return [finding('ok', 'event_store.binaries', {}), ...port]
  } catch (error) {
    return [finding('error', 'event_store.binaries_missing', { reason: reasonOf(error) })]
  }
}

/** Only the port of an earlier start can be taken; a first start chooses a free one. */
async function examinePort(port: number | undefined): Promise<Finding[]> {
  if (!port) return []
  const free = (await freePort(port)) === port
  return [free ? finding('ok', 'port.free', { port }) : finding('warning', 'port.taken', { port })]
}

/** The folder itself, or the nearest one above it that exists. */
async function nearestFolder(folder: string): Promise<string> {
  const there = await stat(folder).catch(() => null)
  if (there || dirname(folder) === folder) return folder
  return nearestFolder(dirname(folder))
}
