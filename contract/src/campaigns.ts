/** One planned sending to an audience: draft, estimate, test, launch, pause, results. */
import { z } from 'zod'

import { customerId, done, email, moment, page, pageInput, requiredText, uuid } from './common.ts'
import { whyNotReason, whyNotReasons } from './delivery.ts'
import { endpoint } from './procedure.ts'
import { letter } from './templates.ts'

export const audienceGroups = ['atRisk', 'inactiveValuable', 'profitable', 'cartAbandoners'] as const

/**
 * Whom a campaign is for: a named group of insight, people with a tag, a segment, people named one by one, or
 * everyone known.
 */
export const audience = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('group'), group: z.enum(audienceGroups) }),
  z.object({ kind: z.literal('tag'), tag: requiredText(80) }),
  z.object({ kind: z.literal('segment'), segmentId: uuid }),
  z.object({ kind: z.literal('customers'), ids: z.array(customerId).min(1).max(10_000) }),
  z.object({ kind: z.literal('everyone') }),
])

export const campaignStates = ['draft', 'preparing', 'sending', 'paused', 'sent', 'cancelled'] as const

/** Share of the audience left out at random, so that the effect can be measured: 0 to 0.5. */
const holdOut = z.number().min(0).max(0.5)

const progress = z.object({
  /** Everyone in the frozen audience. */
  audience: z.number().int(),
  heldOut: z.number().int(),
  /** Still to be sent. */
  waiting: z.number().int(),
  sent: z.number().int(),
  failed: z.number().int(),
  /** Not written to, by reason. */
  skipped: z.record(z.string(), z.number().int()),
  cancelled: z.number().int(),
})

const summary = z.object({
  id: uuid,
  name: z.string(),
  state: z.enum(campaignStates),
  audience,
  subject: z.string(),
  holdOut,
  progress: progress.nullable(),
  createdBy: z.string(),
  updatedAt: moment,
  launchedAt: moment.nullable(),
  finishedAt: moment.nullable(),
})

const campaign = summary.extend({
  letter,
  tracked: z.boolean(),
  launchedBy: z.string().nullable(),
  /** Until then the launch can be taken back without a trace. */
  undoUntil: moment.nullable(),
})

const draft = z.object({
  name: requiredText(120),
  audience,
  letter,
  holdOut,
  /** Whether opens and clicks are recorded for each person; a switch, since it is processing of personal data. */
  tracked: z.boolean(),
})

const share = z.object({ low: z.number(), value: z.number(), high: z.number() })

const effect = z.object({
  days: z.number().int(),
  /** Ordered within the days after being written to, of those who were; and of those held out, from the launch on. */
  written: z.object({ people: z.number().int(), ordered: z.number().int(), revenue: z.string() }),
  heldOut: z.object({ people: z.number().int(), ordered: z.number().int(), revenue: z.string() }),
  /** Difference of the shares that ordered, with its 95% interval; null without a hold-out. */
  difference: share.nullable(),
  /** Orders with this campaign as the last click before them, and as the last message. */
  lastClick: z.object({ orders: z.number().int(), revenue: z.string() }),
  lastMessage: z.object({ orders: z.number().int(), revenue: z.string() }),
  currency: z.string(),
})

const byId = z.object({ id: uuid })

export const campaigns = {
  list: endpoint('campaigns.read')
    .route({ method: 'GET', path: '/campaigns', summary: 'Campaigns, newest change first' })
    .input(pageInput.extend({ state: z.enum(campaignStates).optional() }))
    .output(page(summary)),
  get: endpoint('campaigns.read')
    .route({ method: 'GET', path: '/campaigns/{id}', summary: 'One campaign with its letter and progress' })
    .input(byId)
    .output(campaign),
  create: endpoint('campaigns.write')
    .route({ method: 'POST', path: '/campaigns', summary: 'Create a draft' })
    .input(draft.partial().required({ name: true, audience: true }))
    .output(byId),
  update: endpoint('campaigns.write')
    .route({ method: 'PATCH', path: '/campaigns/{id}', summary: 'Change a draft' })
    .input(draft.partial().extend({ id: uuid }))
    .output(done),
  remove: endpoint('campaigns.write')
    .route({ method: 'DELETE', path: '/campaigns/{id}', summary: 'Remove a draft' })
    .input(byId)
    .output(done),
  estimate: endpoint('campaigns.read')
    .route({
      method: 'GET',
      path: '/campaigns/{id}/estimate',
      summary: 'How many of the audience may be written to now, and why the others may not',
    })
    .input(byId)
    .output(
      z.object({
        audience: z.number().int(),
        reachable: z.number().int(),
        blocked: z.array(z.object({ reason: whyNotReason, count: z.number().int() })),
      }),
    ),
  people: endpoint('campaigns.read')
    .route({
      method: 'GET',
      path: '/campaigns/{id}/people',
      summary: 'The first people of the audience who may be written to, or who may not for one reason',
    })
    .input(
      byId.extend({
        reason: z.enum(['reachable', ...whyNotReasons]),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.array(z.object({ id: z.number().int(), name: z.string(), email: z.string() }))),
  test: endpoint('campaigns.write')
    .route({
      method: 'POST',
      path: '/campaigns/{id}/tests',
      summary: 'Send the letter to oneself, as a chosen person would get it; counts nowhere',
    })
    .input(byId.extend({ to: email, customerId: customerId.optional() }))
    .output(z.object({ to: z.string(), delivered: z.enum(['mailbox', 'smtp']) })),
  launch: endpoint('campaigns.send')
    .route({
      method: 'POST',
      path: '/campaigns/{id}/launch',
      summary: 'Freeze the audience and send; can be taken back within ten seconds',
    })
    .input(byId)
    .output(z.object({ undoUntil: moment })),
  undo: endpoint('campaigns.send')
    .route({
      method: 'DELETE',
      path: '/campaigns/{id}/launch',
      summary: 'Take a launch back within ten seconds; nobody was written to',
    })
    .input(byId)
    .output(done),
  pause: endpoint('campaigns.send')
    .route({ method: 'POST', path: '/campaigns/{id}/pause', summary: 'Stop sending for now' })
    .input(byId)
    .output(done),
  resume: endpoint('campaigns.send')
    .route({ method: 'DELETE', path: '/campaigns/{id}/pause', summary: 'Go on sending' })
    .input(byId)
    .output(done),
  cancel: endpoint('campaigns.send')
    .route({
      method: 'POST',
      path: '/campaigns/{id}/cancellation',
      summary: 'Stop for good; those not yet written to never will be',
    })
    .input(byId)
    .output(done),
  results: endpoint('campaigns.read')
    .route({ method: 'GET', path: '/campaigns/{id}/results', summary: 'What became of a campaign' })
    .input(byId)
    .output(
      z.object({
        progress,
        /** People, without scanners and mail proxies as far as they can be told. */
        opened: z.number().int(),
        clicked: z.number().int(),
        unsubscribed: z.number().int(),
        robotOpens: z.number().int(),
        robotClicks: z.number().int(),
        /** Sent again after a process died in the middle: may have arrived twice. */
        repeated: z.number().int(),
        effect: effect.nullable(),
      }),
    ),
}

export type Audience = z.infer<typeof audience>
export type CampaignState = (typeof campaignStates)[number]
export type Campaign = z.infer<typeof campaign>
export type CampaignSummary = z.infer<typeof summary>
export type CampaignProgress = z.infer<typeof progress>
