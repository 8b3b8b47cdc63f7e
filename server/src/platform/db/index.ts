export { createDb, createPool, inTransaction, tables } from './db.ts'
export type { Db, Tx } from './db.ts'
export { migrateDatabase, readMigrations } from './migrate.ts'
