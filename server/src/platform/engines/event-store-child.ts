/** The process that holds the embedded ClickHouse: opens the data, serves it over HTTP, and drains when told or orphaned. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { openClickHouse } from './embedded-clickhouse.ts'
import type { Workshop } from './event-store-answer.ts'
import { configurationText, lanes, statementDefaults } from './event-store-configuration.ts'
import { serveEventStore, type EventStoreServer } from './event-store-server.ts'
import { createLane } from './lane.ts'

/** First message of the parent. `insist`: the port must be this one, because clients know it already. */
export type ChildOrder = {
  data: string
  spool: string
  configFile: string
  port: number
  insist: boolean
  user: string
  password: string
}
export type ChildReport = { ready: true; port: number } | { ready: false; reason: string }

/** Reads still running this long (ms) after the order to stop are stopped. */
const patience = 3000

// The parent decides when to stop; a signal to the whole group must not overtake it.
process.on('SIGTERM', ignore)
process.on('SIGINT', ignore)
process.on('SIGHUP', ignore)
process.once('message', (order: ChildOrder) => void open(order))

async function open(order: ChildOrder): Promise<void> {
  try {
    const shop = await openWorkshop(order)
    const server = await serveEventStore(shop, order, order)
    leaveInOrder(shop, server)
    report({ ready: true, port: server.port })
  } catch (error) {
    report({ ready: false, reason: error instanceof Error ? error.message : String(error) })
    process.exitCode = 1
    process.disconnect()
  }
}

async function openWorkshop(order: ChildOrder): Promise<Workshop> {
  await rm(order.spool, { recursive: true, force: true })
  await mkdir(order.spool, { recursive: true, mode: 0o700 })
  await mkdir(order.data, { recursive: true, mode: 0o700 })
  await writeFile(order.configFile, configurationText(), { mode: 0o600 })
  const engine = openClickHouse(order.data, order.configFile)
  await engine.run({
    sql: 'CREATE DATABASE IF NOT EXISTS vefa',
    format: 'Null',
    database: 'default',
    settings: new Map(),
    parameters: new Map(),
    id: 'start',
  })
  return {
    engine,
    spool: order.spool,
    lanes: {
      read: createLane(lanes.read),
      write: createLane(lanes.write),
      command: createLane(lanes.command),
    },
    defaults: statementDefaults(),
  }
}

/** Both the parent's word and its death end the process, but never in the middle of a statement. */
function leaveInOrder(shop: Workshop, server: EventStoreServer): void {
  let leaving = false
  const leave = async () => {
    if (leaving) return
    leaving = true
    await server.drain(patience)
    shop.engine.close()
    process.exit(0)
  }
  process.on('message', () => void leave())
  process.on('disconnect', () => void leave())
}

function report(message: ChildReport): void {
  process.send?.(message)
}

function ignore(): void {
  return undefined
}
