/** The connection to PostgreSQL: one pool, Kysely over it, transactions. A room sees only its own tables. */
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import { Pool, TypeOverrides, types as pgTypes } from 'pg'

/** Without a schema on purpose: a room's store says which tables it owns with `tables<OwnTables>(db)`. */
export type Db = Kysely<unknown>
export type Tx = Transaction<unknown>

// 64-bit integers and exact decimals arrive as text and stay text; JavaScript numbers would round them.
const types = new TypeOverrides()
types.setTypeParser(pgTypes.builtins.DATE, (value: string) => value)

export function createPool(databaseUrl: string, max = 20): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max,
    types,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 15_000,
    application_name: 'vefa',
  })
  // A connection that breaks is dropped by the pool and rejects the query it carried; nobody else needs to hear of it.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

export function createDb(pool: Pool): Db {
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
}

/** The same connection, seen through the tables of one room. Each room's `tables.ts` declares its own. */
export function tables<Tables>(db: Db | Tx): Kysely<Tables> {
  return db as unknown as Kysely<Tables>
}

/** Runs `work` in one transaction; inside another transaction it joins that one. */
export async function inTransaction<Result>(db: Db | Tx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  if (db.isTransaction) return work(db as Tx)
  return db.transaction().execute(work)
}
