/** Customers: list, search, profile, identities, merges, consents, notes, tags, tasks. */
import { z } from 'zod'

import {
  bigId,
  currency,
  customerId,
  day,
  decimal,
  done,
  moment,
  requiredText,
  text,
  uuid,
} from './common.ts'
import {
  attributeType,
  attributeValue,
  consentChannel,
  consentPurpose,
  consentState,
  customerFilters,
  customerOrder,
  tagId,
} from './customer-list.ts'
import { evidence, identity, merge, note, task } from './customer-records.ts'
import { endpoint } from './procedure.ts'

const summary = z.object({
  id: customerId,
  known: z.boolean(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  orderCount: z.number().int(),
  spent: decimal,
  firstOrderAt: moment.nullable(),
  lastOrderAt: moment.nullable(),
  usualGapDays: z.number().nullable(),
  rfmClass: z.string().nullable(),
  risk: z.number().int().nullable(),
  source: z.string(),
  firstSeenAt: moment,
  lastSeenAt: moment.nullable(),
})

const tag = z.object({ id: tagId, name: z.string() })
const listed = summary.extend({ tags: z.array(tag), emailConsent: consentState.nullable() })

const currentConsent = z.object({
  channel: consentChannel,
  purpose: consentPurpose,
  state: consentState,
  at: moment,
})

const profileText = z.object({
  name: text(200),
  firstName: text(200),
  lastName: text(200),
  email: text(254),
  phone: text(60),
  language: text(16),
  timeZone: text(64),
  country: text(2),
  region: text(200),
  city: text(200),
  district: text(200),
  postalCode: text(20),
  address: text(500),
  gender: text(32),
  birthday: text(10),
  company: text(200),
})

/** Fields not given stay; an empty text empties the field. */
const profileInput = profileText.partial()
const attributesInput = z.record(z.string().max(64), attributeValue.nullable())

const profile = summary.extend({
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  timeZone: z.string().nullable(),
  region: z.string().nullable(),
  district: z.string().nullable(),
  postalCode: z.string().nullable(),
  address: z.string().nullable(),
  gender: z.string().nullable(),
  birthday: z.string().nullable(),
  company: z.string().nullable(),
  attributes: z.record(z.string(), attributeValue),
  recency: z.number().int().nullable(),
  frequency: z.number().int().nullable(),
  monetary: z.number().int().nullable(),
  figuresAt: moment.nullable(),
})

const suggestion = z.object({
  id: uuid,
  evidence,
  confidence: z.number(),
  createdAt: moment,
  a: summary,
  b: summary,
})

const customerList = {
  list: endpoint('customers.read')
    .route({ method: 'GET', path: '/customers', summary: 'Customers, filtered, sorted, a page at a time' })
    .input(
      customerFilters.extend({
        ...customerOrder.shape,
        cursor: z.string().max(500).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ items: z.array(listed), next: z.string().nullable() })),
  count: endpoint('customers.read')
    .route({ method: 'GET', path: '/customer-count', summary: 'How many; exact up to 10,000' })
    .input(customerFilters)
    .output(z.object({ count: z.number().int(), more: z.boolean() })),
  search: endpoint('customers.read')
    .route({
      method: 'GET',
      path: '/customer-search',
      summary: 'People by name, address, number or any identifier; mistakes are forgiven',
    })
    .input(z.object({ q: z.string().max(200), limit: z.coerce.number().int().min(1).max(50).default(10) }))
    .output(z.array(summary)),
  choices: endpoint('customers.read')
    .route({ method: 'GET', path: '/customer-choices', summary: 'What the filters may be set to' })
    .output(
      z.object({
        tags: z.array(tag.extend({ customers: z.number().int() })),
        attributes: z.array(z.object({ name: z.string(), label: z.string(), type: attributeType })),
        classes: z.array(z.string()),
        sources: z.array(z.string()),
      }),
    ),
}

const one = {
  get: endpoint('customers.read')
    .route({
      method: 'GET',
      path: '/customers/{id}',
      summary: 'One customer with everything this room knows; a merged one leads to whom it counts for',
    })
    .input(z.object({ id: customerId }))
    .output(
      z.object({
        customer: profile,
        /** Differs from the number asked for when that one was merged. */
        mergedFrom: customerId.nullable(),
        currency,
        identities: z.array(identity),
        merges: z.array(merge),
        suggestions: z.array(suggestion),
        consents: z.array(currentConsent),
        tags: z.array(tag),
        notes: z.array(note),
        tasks: z.array(task),
      }),
    ),
  neighbours: endpoint('customers.read')
    .route({
      method: 'GET',
      path: '/customers/{id}/neighbours',
      summary: 'Who stands before and after in a list',
    })
    .input(customerFilters.extend({ ...customerOrder.shape, id: customerId }))
    .output(z.object({ previous: customerId.nullable(), next: customerId.nullable() })),
  create: endpoint('customers.write')
    .route({ method: 'POST', path: '/customers', summary: 'Write down a customer' })
    .input(profileInput.extend({ attributes: attributesInput.optional() }))
    .output(z.object({ id: customerId, created: z.boolean() })),
  update: endpoint('customers.write')
    .route({ method: 'PATCH', path: '/customers/{id}', summary: 'Correct a profile' })
    .input(profileInput.extend({ id: customerId, attributes: attributesInput.optional() }))
    .output(done),
  logInteraction: endpoint('customers.write')
    .route({
      method: 'POST',
      path: '/customers/{id}/interactions',
      summary: 'Write down a call, a visit, a till receipt or an event outside the shop site',
    })
    .input(
      z.object({
        id: customerId,
        kind: z.enum(['call', 'visit', 'receipt', 'event']),
        at: moment,
        text: text(2000).default(''),
        value: decimal.optional(),
      }),
    )
    .output(done),
}

const tags = {
  addTag: endpoint('customers.write')
    .route({ method: 'POST', path: '/customers/{id}/tags', summary: 'Give a tag' })
    .input(z.object({ id: customerId, name: requiredText(60) }))
    .output(z.array(tag)),
  removeTag: endpoint('customers.write')
    .route({ method: 'DELETE', path: '/customers/{id}/tags/{tagId}', summary: 'Take a tag away' })
    .input(z.object({ id: customerId, tagId }))
    .output(z.array(tag)),
  createTagging: endpoint('customers.write')
    .route({
      method: 'POST',
      path: '/customer-taggings',
      summary: 'Tag or untag a selection, or everyone a filter holds for',
    })
    .input(
      z.object({
        tag: requiredText(60),
        action: z.enum(['add', 'remove']),
        ids: z.array(customerId).min(1).max(1000).optional(),
        filters: customerFilters.optional(),
      }),
    )
    .output(z.object({ id: uuid })),
  getTagging: endpoint('customers.read')
    .route({ method: 'GET', path: '/customer-taggings/{id}', summary: 'How far it is' })
    .input(z.object({ id: uuid }))
    .output(
      z.object({
        id: uuid,
        state: z.enum(['waiting', 'running', 'done', 'undone']),
        changed: z.number().int(),
        undoUntil: moment.nullable(),
      }),
    ),
  undoTagging: endpoint('customers.write')
    .route({ method: 'DELETE', path: '/customer-taggings/{id}', summary: 'Take it back' })
    .input(z.object({ id: uuid }))
    .output(done),
}

const notes = {
  addNote: endpoint('customers.write')
    .route({ method: 'POST', path: '/customers/{id}/notes', summary: 'Write a note' })
    .input(z.object({ id: customerId, body: requiredText(5000), pinned: z.boolean().default(false) }))
    .output(note),
  updateNote: endpoint('customers.write')
    .route({ method: 'PATCH', path: '/customer-notes/{id}', summary: 'Change or pin a note' })
    .input(z.object({ id: uuid, body: requiredText(5000).optional(), pinned: z.boolean().optional() }))
    .output(note),
  removeNote: endpoint('customers.write')
    .route({ method: 'DELETE', path: '/customer-notes/{id}', summary: 'Remove a note' })
    .input(z.object({ id: uuid }))
    .output(done),
}

const tasks = {
  listTasks: endpoint('customers.read')
    .route({ method: 'GET', path: '/customer-tasks', summary: 'Open tasks, due first' })
    .input(
      z.object({
        mine: z.coerce.boolean().default(false),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.array(task.extend({ customerName: z.string().nullable() }))),
  addTask: endpoint('customers.write')
    .route({ method: 'POST', path: '/customers/{id}/tasks', summary: 'Plan something to do' })
    .input(
      z.object({
        id: customerId,
        title: requiredText(300),
        dueOn: day.nullable().default(null),
        assigneeId: uuid.nullable().default(null),
      }),
    )
    .output(task),
  updateTask: endpoint('customers.write')
    .route({ method: 'PATCH', path: '/customer-tasks/{id}', summary: 'Change, finish or reopen a task' })
    .input(
      z.object({
        id: uuid,
        title: requiredText(300).optional(),
        dueOn: day.nullable().optional(),
        assigneeId: uuid.nullable().optional(),
        done: z.boolean().optional(),
      }),
    )
    .output(task),
  removeTask: endpoint('customers.write')
    .route({ method: 'DELETE', path: '/customer-tasks/{id}', summary: 'Remove a task' })
    .input(z.object({ id: uuid }))
    .output(done),
}

const consents = {
  listConsents: endpoint('customers.read')
    .route({ method: 'GET', path: '/customers/{id}/consents', summary: 'Every statement, newest first' })
    .input(z.object({ id: customerId }))
    .output(
      z.array(
        z.object({
          id: bigId,
          channel: consentChannel,
          purpose: consentPurpose,
          state: consentState,
          textVersion: z.string(),
          source: z.string(),
          evidence: z.record(z.string(), z.unknown()),
          actorName: z.string(),
          at: moment,
          recordedAt: moment,
        }),
      ),
    ),
  recordConsent: endpoint('consents.write')
    .route({ method: 'POST', path: '/customers/{id}/consents', summary: 'Write down what a customer said' })
    .input(
      z.object({
        id: customerId,
        channel: consentChannel,
        purpose: consentPurpose,
        state: consentState,
        at: moment.optional(),
        textVersion: text(100).default(''),
        /** How it was said and where the proof is. */
        evidence: requiredText(1000),
      }),
    )
    .output(z.array(currentConsent)),
}

const attributes = {
  listAttributes: endpoint('customers.read')
    .route({ method: 'GET', path: '/customer-attributes', summary: 'Custom attributes and their types' })
    .output(z.array(z.object({ name: z.string(), label: z.string(), type: attributeType }))),
  createAttribute: endpoint('settings.write')
    .route({ method: 'POST', path: '/customer-attributes', summary: 'Define a custom attribute' })
    .input(z.object({ name: requiredText(64), label: requiredText(100), type: attributeType }))
    .output(done),
  updateAttribute: endpoint('settings.write')
    .route({
      method: 'PATCH',
      path: '/customer-attributes/{name}',
      summary: 'Rename an attribute for people to read',
    })
    .input(z.object({ name: requiredText(64), label: requiredText(100) }))
    .output(done),
  removeAttribute: endpoint('settings.write')
    .route({
      method: 'DELETE',
      path: '/customer-attributes/{name}',
      summary: 'Forget a definition; values stay stored and are no longer shown',
    })
    .input(z.object({ name: requiredText(64) }))
    .output(done),
}

const merges = {
  listSuggestions: endpoint('customers.read')
    .route({ method: 'GET', path: '/merge-suggestions', summary: 'Pairs that may be one person' })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(100).default(50) }))
    .output(z.array(suggestion)),
  dismissSuggestion: endpoint('customers.merge')
    .route({ method: 'DELETE', path: '/merge-suggestions/{id}', summary: 'These are two people' })
    .input(z.object({ id: uuid }))
    .output(done),
  createMerge: endpoint('customers.merge')
    .route({
      method: 'POST',
      path: '/customers/{id}/merges',
      summary: 'Merge another customer into this one',
    })
    .input(z.object({ id: customerId, other: customerId }))
    .output(z.object({ id: uuid })),
  undoMerge: endpoint('customers.merge')
    .route({ method: 'DELETE', path: '/customer-merges/{id}', summary: 'Take a merge back' })
    .input(z.object({ id: uuid }))
    .output(done),
}

export const customers = {
  ...customerList,
  ...one,
  ...tags,
  ...notes,
  ...tasks,
  ...consents,
  ...attributes,
  ...merges,
}
