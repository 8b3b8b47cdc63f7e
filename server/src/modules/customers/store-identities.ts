/** Who owns which identifier: looked up, claimed and moved in bulk. */
import { type RawBuilder, sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

import type { Identity } from './identity.ts'
import type { Claim } from './plan-batch.ts'

export type FoundOwner = {
  key: string
  customerId: number
  shared: boolean
  known: boolean
  /** Milliseconds since 1970, as they are only compared. */
  firstSeenAt: number
  lastSeenAt: number | null
}

type FoundRow = Omit<FoundOwner, 'key'> & { place: number }

/** The owners of identities, where there are any. */
export async function findOwners(db: Db | Tx, identities: readonly Identity[]): Promise<FoundOwner[]> {
  if (identities.length === 0) return []
  const keys = sql`unnest(${identities.map((identity) => identity.value)}::text[],
      ${identities.map((identity) => identity.kind)}::text[],
      ${identities.map((identity) => identity.scope)}::text[]) WITH ORDINALITY AS k (value, kind, scope, place)`
  // Asked in two parts, because each of the two indexes holds one part only.
  const part = (standing: RawBuilder<unknown>) => sql`
    SELECT k.place::int AS place, i.shared, i.customer_id AS "customerId", c.known,
      (extract(epoch FROM c.first_seen_at) * 1000)::float8 AS "firstSeenAt",
      (extract(epoch FROM c.last_seen_at) * 1000)::float8 AS "lastSeenAt"
    FROM ${keys} JOIN identities i ON ${standing} AND i.value = k.value COLLATE "C"
      AND i.kind = k.kind COLLATE "C" AND i.scope = k.scope COLLATE "C"
    JOIN customers c ON c.id = i.customer_id`
  const { rows } = await sql<FoundRow>`${part(sql`NOT i.shared`)} UNION ALL ${part(sql`i.shared`)}`.execute(
    db,
  )
  return rows.map((row) => ({ ...row, key: identities[row.place - 1]?.key ?? '' }))
}

/** Values of exclusive identities by customer; devices and shared addresses say nothing here. */
export async function findValues(
  db: Db | Tx,
  customerIds: readonly number[],
): Promise<{ customerId: number; kind: string; scope: string; value: string }[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<{ customerId: number; kind: string; scope: string; value: string }>`
    SELECT customer_id AS "customerId", kind, scope, value FROM identities
    WHERE customer_id = ANY(${[...customerIds]}::int[]) AND kind <> 'anonymous' AND NOT shared`.execute(db)
  return rows
}

/** Inserts in one order everywhere, so that two batches wait for each other instead of locking each other; returns how many were free. */
export async function claimIdentities(tx: Tx, claims: readonly Claim[]): Promise<number> {
  if (claims.length === 0) return 0
  const result = await sql`
    INSERT INTO identities (value, kind, scope, customer_id, original_customer_id, shared, first_seen_at, last_seen_at)
    SELECT value, kind, scope, customer_id, customer_id, false, seen_at, seen_at FROM ${claimRows(claims)}
    ORDER BY value COLLATE "C", kind COLLATE "C", scope COLLATE "C"
    ON CONFLICT (value, kind, scope) WHERE NOT shared DO NOTHING`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}

export async function noteSharedIdentities(tx: Tx, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return
  await sql`
    INSERT INTO identities (value, kind, scope, customer_id, original_customer_id, shared, first_seen_at, last_seen_at)
    SELECT value, kind, scope, customer_id, customer_id, true, seen_at, seen_at FROM ${claimRows(claims)}
    ORDER BY value COLLATE "C", kind COLLATE "C", scope COLLATE "C", customer_id
    ON CONFLICT (value, kind, scope, original_customer_id) WHERE shared DO NOTHING`.execute(tx)
}

function claimRows(claims: readonly Claim[]) {
  return sql`unnest(${claims.map((claim) => claim.value)}::text[], ${claims.map((claim) => claim.kind)}::text[],
    ${claims.map((claim) => claim.scope)}::text[], ${claims.map((claim) => claim.customerId)}::int[],
    ${claims.map((claim) => claim.seenAt.toISOString())}::timestamptz[]) AS t (value, kind, scope, customer_id, seen_at)`
}

export type IdentityRow = {
  customerId: number
  originalCustomerId: number
  kind: Identity['kind']
  scope: string
  value: string
  shared: boolean
  verifiedAt: Date | null
  firstSeenAt: Date
  lastSeenAt: Date
}

/** Everything known by these customers, strongest kinds first; at most 500 for each. */
export async function identitiesOf(db: Db | Tx, customerIds: readonly number[]): Promise<IdentityRow[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<IdentityRow>`
    SELECT i.* FROM unnest(${[...customerIds]}::int[]) AS wanted (id) CROSS JOIN LATERAL (
      SELECT customer_id AS "customerId", original_customer_id AS "originalCustomerId", kind, scope, value, shared,
        verified_at AS "verifiedAt", first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt"
      FROM identities WHERE customer_id = wanted.id
      ORDER BY kind = 'anonymous', kind, first_seen_at LIMIT 500) i`.execute(db)
  return rows
}
