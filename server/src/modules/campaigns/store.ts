/** SQL of campaigns: drafts, states, lists. */
import { sql } from 'kysely'
import type { Audience, CampaignState, Letter } from '@vefa/contract'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { CampaignTables } from './tables.ts'

export type Campaign = {
  id: string
  name: string
  state: CampaignState
  audience: Audience
  letter: Letter
  templateVersionId: string | null
  holdOut: number
  tracked: boolean
  createdBy: string
  launchedBy: string | null
  updatedAt: Date
  launchedAt: Date | null
  finishedAt: Date | null
}

const columns = [
  'id',
  'name',
  'state',
  'audience',
  'letter',
  'template_version_id as templateVersionId',
  'hold_out as holdOut',
  'tracked',
  'created_by as createdBy',
  'launched_by as launchedBy',
  'updated_at as updatedAt',
  'launched_at as launchedAt',
  'finished_at as finishedAt',
] as const

export type Draft = Pick<Campaign, 'name' | 'audience' | 'letter' | 'holdOut' | 'tracked'>

export async function insertCampaign(
  db: Db | Tx,
  campaign: Draft & { id: string; createdBy: string; at: Date },
): Promise<void> {
  await tables<CampaignTables>(db)
    .insertInto('campaigns')
    .values({
      id: campaign.id,
      name: campaign.name,
      state: 'draft',
      audience: JSON.stringify(campaign.audience),
      letter: JSON.stringify(campaign.letter),
      hold_out: campaign.holdOut,
      tracked: campaign.tracked,
      created_by: campaign.createdBy,
      created_at: campaign.at,
      updated_at: campaign.at,
    })
    .execute()
}

export async function findCampaign(db: Db | Tx, id: string): Promise<Campaign | undefined> {
  return tables<CampaignTables>(db)
    .selectFrom('campaigns')
    .select(columns)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The campaign, locked until the transaction ends: whoever changes its state does so one after the other. */
export async function lockCampaign(tx: Tx, id: string): Promise<Campaign | undefined> {
  return tables<CampaignTables>(tx)
    .selectFrom('campaigns')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateDraft(tx: Tx, id: string, change: Partial<Draft> & { at: Date }): Promise<void> {
  const { name, audience, letter, holdOut, tracked } = change
  await tables<CampaignTables>(tx)
    .updateTable('campaigns')
    .set({
      updated_at: change.at,
      ...(name !== undefined && { name }),
      ...(audience && { audience: JSON.stringify(audience) }),
      ...(letter && { letter: JSON.stringify(letter) }),
      ...(holdOut !== undefined && { hold_out: holdOut }),
      ...(tracked !== undefined && { tracked }),
    })
    .where('id', '=', id)
    .execute()
}

export type StateChange = {
  state: CampaignState
  at: Date
  launchedAt?: Date | null
  launchedBy?: string | null
  finishedAt?: Date | null
  templateVersionId?: string | null
}

export async function setState(tx: Db | Tx, id: string, change: StateChange): Promise<void> {
  const { launchedAt, launchedBy, finishedAt, templateVersionId } = change
  await tables<CampaignTables>(tx)
    .updateTable('campaigns')
    .set({
      state: change.state,
      updated_at: change.at,
      ...(launchedAt !== undefined && { launched_at: launchedAt }),
      ...(launchedBy !== undefined && { launched_by: launchedBy }),
      ...(finishedAt !== undefined && { finished_at: finishedAt }),
      ...(templateVersionId !== undefined && { template_version_id: templateVersionId }),
    })
    .where('id', '=', id)
    .execute()
}

export async function deleteCampaign(tx: Tx, id: string): Promise<void> {
  await tables<CampaignTables>(tx).deleteFrom('campaigns').where('id', '=', id).execute()
}

/** Campaigns with just this audience that is not frozen yet. */
export async function findCampaignsFor(
  db: Db | Tx,
  audience: Audience,
): Promise<Pick<Campaign, 'id' | 'name'>[]> {
  return tables<CampaignTables>(db)
    .selectFrom('campaigns')
    .select(['id', 'name'])
    .where('state', 'in', ['draft', 'preparing'])
    .where(sql<boolean>`audience @> ${JSON.stringify(audience)}::jsonb`)
    .orderBy('name')
    .execute()
}

export async function listCampaignRows(
  db: Db | Tx,
  given: { after: { at: Date; id: string } | undefined; limit: number; state?: CampaignState | undefined },
): Promise<Campaign[]> {
  let query = tables<CampaignTables>(db)
    .selectFrom('campaigns')
    .select(columns)
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(given.limit)
  if (given.state) query = query.where('state', '=', given.state)
  if (given.after)
    query = query.where(sql<boolean>`(updated_at, id) < (${given.after.at}, ${given.after.id}::uuid)`)
  return query.execute()
}

export type WaitingCampaign = { id: string; name: string; state: 'draft' | 'paused'; since: Date }

/** Paused ones, and drafts touched since a moment, the last changed first. */
export async function waitingCampaigns(
  db: Db,
  { since, limit }: { since: Date; limit: number },
): Promise<WaitingCampaign[]> {
  const { rows } = await sql<WaitingCampaign>`
    SELECT id, name, state, updated_at AS since FROM campaigns
    WHERE state = 'paused' OR (state = 'draft' AND updated_at >= ${since})
    ORDER BY state DESC, updated_at DESC, id DESC LIMIT ${limit}`.execute(db)
  return rows
}

export async function campaignNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tables<CampaignTables>(db)
    .selectFrom('campaigns')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
