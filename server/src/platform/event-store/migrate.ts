/** Brings the event store up to date. One text for a single server and for a cluster: placeholders are filled in here. */
import type { Migration } from '#/platform/db/migrate.ts'

import type { EventStore } from './client.ts'

/**
 * Fills the placeholders of a migration text.
 * `{ON_CLUSTER}`: nothing, or `ON CLUSTER name`.
 * `{ENGINE:MergeTree(args)}`: the engine, or its `Replicated…` kin with the table's path.
 * `{LOCAL}`: the suffix of the table that holds the rows (`_local` on a cluster, nothing alone).
 * `{DISTRIBUTED:table:key}`: nothing, or the statement that creates the `Distributed` table over `table_local`.
 */
export function renderMigration(text: string, cluster: string | undefined): string {
  return text
    .replaceAll('{ON_CLUSTER}', cluster ? `ON CLUSTER ${cluster}` : '')
    .replaceAll('{LOCAL}', cluster ? '_local' : '')
    .replaceAll(/\{ENGINE:(\w+)\(([^)]*)\)\}/g, (_, engine: string, args: string) =>
      renderEngine({ engine, args, cluster }),
    )
    .replaceAll(/\{DISTRIBUTED:(\w+):([^}]+)\}/g, (_, table: string, key: string) =>
      cluster
        ? `CREATE TABLE IF NOT EXISTS ${table} ON CLUSTER ${cluster} AS ${table}_local ENGINE = Distributed(${cluster}, currentDatabase(), ${table}_local, ${key})`
        : '',
    )
}

function renderEngine(given: { engine: string; args: string; cluster: string | undefined }): string {
  if (!given.cluster) return `${given.engine}(${given.args})`
  const place = `'/clickhouse/tables/{shard}/{database}/{table}', '{replica}'`
  return `Replicated${given.engine}(${[place, given.args].filter(Boolean).join(', ')})`
}

/** The statements of a text, one by one; a semicolon at the end of a line ends a statement. */
export function splitStatements(text: string): string[] {
  return text
    .replaceAll(/^\s*--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement.length > 0)
}

export async function migrateEventStore(
  eventStore: EventStore,
  migrations: readonly Migration[],
  cluster?: string,
): Promise<string[]> {
  await eventStore.command(
    renderMigration(
      `CREATE TABLE IF NOT EXISTS migrations {ON_CLUSTER} (name String, applied_at DateTime DEFAULT now())
       ENGINE = {ENGINE:MergeTree()} ORDER BY name`,
      cluster,
    ),
  )
  const known = await eventStore.query<{ name: string }>('SELECT name FROM migrations')
  const names = new Set(known.map((row) => row.name))
  const missing = migrations.filter((migration) => !names.has(migration.name))
  for (const migration of missing) {
    for (const statement of splitStatements(renderMigration(migration.text, cluster))) {
      await eventStore.command(statement)
    }
    await eventStore.insert('migrations', [{ name: migration.name }], migration.name)
  }
  return missing.map((migration) => migration.name)
}
