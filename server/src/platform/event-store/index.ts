export { createEventStore } from './client.ts'
export type { EventStore, QueryParams } from './client.ts'
export { migrateEventStore } from './migrate.ts'
