/** Segments: a rule, the customers it holds for, and why. */
import { z } from 'zod'

import {
  customerId,
  day,
  decimal,
  done,
  moment,
  page,
  pageInput,
  requiredText,
  text,
  uuid,
} from './common.ts'
import { endpoint } from './procedure.ts'
import { segmentDefinition } from './segment-definition.ts'

const state = z.enum(['building', 'ready', 'failed', 'archived'])

const summary = z.object({
  id: uuid,
  name: z.string(),
  note: z.string(),
  state,
  /** The ready-made rule it came from; null for an own one. */
  readyMade: z.string().nullable(),
  /** Null until it has been built once. */
  people: z.number().int().nullable(),
  /** People a week ago; null where it is younger. */
  peopleWeekAgo: z.number().int().nullable(),
  /** When it was last right for certain. */
  asOf: moment.nullable(),
  createdBy: z.string(),
  createdAt: moment,
  updatedAt: moment,
})

const detail = summary.extend({
  definition: segmentDefinition,
  /** Why it could not be built, in words; null when it could. */
  problem: z.string().nullable(),
  /** Counted up with every change; send it back to change the segment. */
  version: z.number().int(),
  usedBy: z.array(z.object({ kind: z.enum(['segment', 'campaign']), id: uuid, name: z.string() })),
})

const person = z.object({
  customerId,
  name: z.string(),
  email: z.string().nullable(),
  city: z.string().nullable(),
  orderCount: z.number().int(),
  spent: decimal,
  lastOrderAt: moment.nullable(),
})

const preview = z.object({
  people: z.number().int(),
  /** All who could be in it. */
  of: z.number().int(),
  sample: z.array(person),
  /** People for whom each condition alone holds; `path` is the way to it: positions from the root. */
  conditions: z.array(z.object({ path: z.array(z.number().int()), people: z.number().int() })),
  tookMs: z.number(),
})

/** One condition with the person's own facts: a count, an amount, a moment, a text, and what was asked. */
const reason = z.object({
  path: z.array(z.number().int()),
  met: z.boolean(),
  fact: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable(),
})

const point = z.object({
  day,
  people: z.number().int(),
  entered: z.number().int(),
  left: z.number().int(),
})

const named = { name: requiredText(120), note: text(1_000).default('') }

export const segments = {
  list: endpoint('segments.read')
    .route({ method: 'GET', path: '/segments', summary: 'Segments with their size' })
    .input(
      pageInput.extend({
        text: text(120).optional(),
        archived: z.coerce.boolean().default(false),
        sort: z.enum(['name', 'people', 'updated']).default('updated'),
      }),
    )
    .output(page(summary)),
  get: endpoint('segments.read')
    .route({
      method: 'GET',
      path: '/segments/{id}',
      summary: 'A segment with its definition and who uses it',
    })
    .input(z.object({ id: uuid }))
    .output(detail),
  create: endpoint('segments.write')
    .route({ method: 'POST', path: '/segments', summary: 'Create a segment; it is built at once' })
    .input(z.object({ ...named, definition: segmentDefinition, readyMade: z.string().max(60).optional() }))
    .output(detail),
  update: endpoint('segments.write')
    .route({ method: 'PATCH', path: '/segments/{id}', summary: 'Change name, note or rule' })
    .input(
      z.object({
        id: uuid,
        version: z.number().int(),
        name: named.name.optional(),
        note: text(1_000).optional(),
        definition: segmentDefinition.optional(),
      }),
    )
    .output(detail),
  duplicate: endpoint('segments.write')
    .route({ method: 'POST', path: '/segments/{id}/duplicates', summary: 'Make a copy under another name' })
    .input(z.object({ id: uuid, name: named.name }))
    .output(detail),
  archive: endpoint('segments.write')
    .route({
      method: 'POST',
      path: '/segments/{id}/archiving',
      summary: 'Put a segment away; refused while something uses it',
    })
    .input(z.object({ id: uuid }))
    .output(done),
  restore: endpoint('segments.write')
    .route({ method: 'DELETE', path: '/segments/{id}/archiving', summary: 'Bring an archived segment back' })
    .input(z.object({ id: uuid }))
    .output(detail),
  preview: endpoint('segments.read')
    .route({
      method: 'POST',
      path: '/segments/previews',
      summary: 'Count a rule and show some people without saving it; closing the request stops the count',
    })
    .input(z.object({ definition: segmentDefinition, segmentId: uuid.optional() }))
    .output(preview),
  listMembers: endpoint('segments.read')
    .route({ method: 'GET', path: '/segments/{id}/members', summary: 'People of a segment' })
    .input(pageInput.extend({ id: uuid }))
    .output(page(person)),
  explain: endpoint('segments.read')
    .route({
      method: 'GET',
      path: '/segments/{id}/members/{customerId}/reasons',
      summary: 'Why a person is in or out, condition by condition',
    })
    .input(z.object({ id: uuid, customerId }))
    .output(z.object({ member: z.boolean(), since: moment.nullable(), reasons: z.array(reason) })),
  growth: endpoint('segments.read')
    .route({ method: 'GET', path: '/segments/{id}/growth', summary: 'Size, entries and exits by day' })
    .input(z.object({ id: uuid, days: z.coerce.number().int().min(7).max(400).default(90) }))
    .output(z.object({ points: z.array(point) })),
  overlap: endpoint('segments.read')
    .route({
      method: 'GET',
      path: '/segments/overlaps',
      summary: 'How many people two to five segments share, for every combination',
    })
    .input(z.object({ ids: z.array(uuid).min(2).max(5) }))
    .output(
      z.object({
        combinations: z.array(z.object({ ids: z.array(uuid), people: z.number().int() })),
      }),
    ),
  ofCustomer: endpoint('segments.read')
    .route({ method: 'GET', path: '/customers/{customerId}/segments', summary: 'Segments a customer is in' })
    .input(z.object({ customerId }))
    .output(z.object({ segments: z.array(summary.pick({ id: true, name: true })) })),
  vocabulary: endpoint('segments.read')
    .route({
      method: 'GET',
      path: '/segments/vocabulary',
      summary: 'What can be asked: own attributes, event names, values seen most for a field or property',
    })
    .input(z.object({ of: z.string().max(150).optional(), text: text(80).optional() }))
    .output(
      z.object({
        attributes: z.array(z.object({ name: z.string(), label: z.string(), type: z.string() })),
        events: z.array(z.object({ name: z.string(), properties: z.array(z.string()) })),
        values: z.array(z.string()),
      }),
    ),
  readyMade: endpoint('segments.read')
    .route({
      method: 'GET',
      path: '/segments/ready-made',
      summary: 'Ready-made rules to take over and adjust',
    })
    .output(z.object({ rules: z.array(z.object({ key: z.string(), definition: segmentDefinition })) })),
}
