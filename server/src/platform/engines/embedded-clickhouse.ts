/** The one place that touches chdb: opens the data folder, runs statements beside each other, stops them, closes in order. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

type Handle = object
type Native = {
  CreateConnection(path: string, args: readonly string[]): Handle
  CloseConnection(handle: Handle): void
  QueryAsyncConnection(handle: Handle, sql: string, format: string): Promise<NativeResult>
}
type NativeResult = { bytes: Uint8Array; elapsed: number; rowsRead: number; bytesRead: number }

/** `elapsed` in seconds; `bytes` is what the statement itself returned, empty when it wrote to a file. */
export type Outcome = NativeResult

type Task = {
  sql: string
  format: string
  database: string
  /** Settings of this statement alone, as text, the way the HTTP protocol carries them. */
  settings: ReadonlyMap<string, string>
  /** Typed parameters, in ClickHouse's escaped text form. */
  parameters: ReadonlyMap<string, string>
  /** Written to `log_comment`, by which the statement can be stopped. */
  id: string
}

export type EmbeddedClickHouse = {
  run(task: Task): Promise<Outcome>
  /** Asks the engine to stop a running statement; its `run` then rejects with code 394. */
  kill(id: string): Promise<void>
  close(): void
}

/**
 * Opens the data folder. chdb's public class chains every parameterised query behind all others and defers closing
 * behind every running query, so the addon below it is used: a connection per statement (under a millisecond) gives
 * each its own settings and parameters, and statements run in parallel on the thread pool.
 */
export function openClickHouse(folder: string, configFile: string): EmbeddedClickHouse {
  const native = loadAddon()
  const args = [`--config-file=${configFile}`]
  const keeper = native.CreateConnection(folder, args)

  async function execute(sql: string, format: string): Promise<Outcome> {
    const handle = native.CreateConnection(folder, args)
    try {
      return await native.QueryAsyncConnection(handle, sql, format)
    } finally {
      native.CloseConnection(handle)
    }
  }

  return {
    run: (task) => execute(statementText(task), task.format),
    async kill(id) {
      await execute(`KILL QUERY WHERE Settings['log_comment'] = ${quote(id)} ASYNC`, 'Null')
    },
    close: () => native.CloseConnection(keeper),
  }
}

/** Settings, parameters and the database are set on the statement's own connection, in front of it. */
function statementText(task: Task): string {
  const settings = [...task.settings].map(([name, value]) => `${name} = ${quote(value)}`)
  const parameters = [...task.parameters].map(([name, value]) => `param_${name} = ${quote(value)}`)
  const assignments = [...settings, ...parameters, `log_comment = ${quote(task.id)}`]
  return `SET ${assignments.join(', ')};\nUSE ${identifier(task.database)};\n${task.sql}`
}

export function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function identifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
}

function loadAddon(): Native {
  const require = createRequire(import.meta.url)
  const loader = require(join(dirname(require.resolve('chdb/package.json')), 'dist', 'loader.js')) as {
    loadNative(): Native
  }
  return loader.loadNative()
}
