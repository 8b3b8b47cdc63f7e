/** Creating, changing and removing drafts. */
import { isAwake } from '#/modules/segments/index.ts'
import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction, type Tx } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'
import { tellLive } from '#/platform/live/index.ts'

import { refuse } from './errors.ts'
import {
  type Campaign,
  deleteCampaign,
  type Draft,
  insertCampaign,
  lockCampaign,
  updateDraft,
} from './store.ts'

const emptyLetter = { subject: '', preheader: '', body: '', textBody: '' }

/** Inputs as the contract hands them over: a field may be absent or undefined. */
type Given<Shape> = { [Name in keyof Shape]?: Shape[Name] | undefined }

export type NewDraft = Pick<Draft, 'name' | 'audience'> & Given<Omit<Draft, 'name' | 'audience'>>

export async function createCampaign(app: App, actor: Actor, input: NewDraft): Promise<string> {
  await checkAudience(app, input.audience)
  const at = app.clock.now()
  const id = newId(at)
  const draft: Draft = {
    name: input.name,
    audience: input.audience,
    letter: input.letter ?? emptyLetter,
    holdOut: input.holdOut ?? 0,
    tracked: input.tracked ?? true,
  }
  await inTransaction(app.db, async (tx) => {
    await insertCampaign(tx, { ...draft, id, createdBy: actor.name, at })
    await audit({ ...app, db: tx }, actor, {
      action: 'campaign.create',
      subject: { kind: 'campaign', id },
      after: draft,
    })
    await tellLive(tx, { topic: 'campaigns' })
  })
  return id
}

export async function updateCampaign(
  app: App,
  actor: Actor,
  input: Given<Draft> & { id: string },
): Promise<void> {
  const { id, ...given } = input
  if (given.audience) await checkAudience(app, given.audience)
  const change = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<Draft>
  await inTransaction(app.db, async (tx) => {
    const before = await lockDraft(tx, id)
    await updateDraft(tx, id, { ...change, at: app.clock.now() })
    await audit({ ...app, db: tx }, actor, {
      action: 'campaign.update',
      subject: { kind: 'campaign', id },
      before: partOf(before, change),
      after: change,
    })
    // Letters are saved while they are typed; whoever looks at lists need not hear of every pause.
    if ('name' in change || 'audience' in change) await tellLive(tx, { topic: `campaigns:${id}` })
  })
}

export async function removeCampaign(app: App, actor: Actor, id: string): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const { name, audience, letter } = await lockDraft(tx, id)
    await deleteCampaign(tx, id)
    await audit({ ...app, db: tx }, actor, {
      action: 'campaign.remove',
      subject: { kind: 'campaign', id },
      before: { name, audience, letter },
    })
    await tellLive(tx, { topic: 'campaigns' })
  })
}

/** A segment that is put away sleeps: nobody may be written to by what it knew then. */
async function checkAudience(app: Pick<App, 'db'>, audience: Draft['audience']): Promise<void> {
  if (audience.kind !== 'segment') return
  if (!(await isAwake(app, audience.segmentId))) throw refuse('audience_unavailable')
}

async function lockDraft(tx: Tx, id: string): Promise<Campaign> {
  const campaign = await lockCampaign(tx, id)
  if (!campaign) throw refuse('campaign_not_found', { id })
  if (campaign.state !== 'draft') throw refuse('campaign_not_draft', { state: campaign.state })
  return campaign
}

function partOf(campaign: Campaign, change: Partial<Draft>): Partial<Draft> {
  const names = Object.keys(change) as (keyof Draft)[]
  return Object.fromEntries(names.map((name) => [name, campaign[name]]))
}
