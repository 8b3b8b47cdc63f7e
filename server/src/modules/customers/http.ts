/** Binds the contract's customers to use cases. */
import { contract } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import { bind } from '#/platform/http/index.ts'

import { createAttribute, removeAttribute, updateAttribute } from './change-attributes.ts'
import { findCustomers } from './find-customers.ts'
import { hearConsent, readLedger } from './hear-consent.ts'
import { countCustomers, findNeighbours, listChoices, listCustomers } from './list-customers.ts'
import { logInteraction } from './log-interaction.ts'
import { createMerge, dismissSuggestion, undoMerge } from './merge-customers.ts'
import { readCustomer } from './read-customer.ts'
import { createCustomer, updateCustomer } from './save-customer.ts'
import { findDefinitions } from './store-attributes.ts'
import { openTasks } from './store-notes.ts'
import { findSuggestions, type FoundSuggestion } from './store-profile.ts'
import { addTag, createTagging, readTagging, removeTag, undoTagging } from './tag-customers.ts'
import { toWire } from './wire.ts'
import { addNote, removeNote, updateNote } from './write-notes.ts'
import { addTask, removeTask, updateTask } from './write-tasks.ts'

const os = bind(contract.customers)
const done = { done: true as const }

export function customersApi(app: App) {
  return {
    customers: {
      ...listApi(app),
      ...pageApi(app),
      ...tagApi(app),
      ...noteApi(app),
      ...consentApi(app),
      ...mergeApi(app),
    },
  }
}

function listApi(app: App) {
  return {
    list: os.list.handler(async ({ input }) => {
      const { items, next } = await listCustomers(app, input)
      return {
        items: items.map(({ row, tags, emailConsent }) => ({ ...toWire(row), tags, emailConsent })),
        next,
      }
    }),
    count: os.count.handler(({ input }) => countCustomers(app, input)),
    search: os.search.handler(async ({ input, context }) => {
      const found = await findCustomers(app, context.actor, { query: input.q, limit: input.limit })
      return found.map(toWire)
    }),
    choices: os.choices.handler(() => listChoices(app)),
    neighbours: os.neighbours.handler(({ input }) => findNeighbours(app, input)),
  }
}

function pageApi(app: App) {
  return {
    get: os.get.handler(async ({ input }) => {
      const page = await readCustomer(app, input.id)
      return {
        ...page,
        customer: toWire(page.customer),
        identities: page.identities.map(toWire),
        merges: page.merges.map(toWire),
        suggestions: page.suggestions.map(suggestionToWire),
        consents: page.consents.map(toWire),
        notes: page.notes.map(toWire),
        tasks: page.tasks.map(toWire),
      }
    }),
    create: os.create.handler(({ input, context }) => createCustomer(app, context.actor, input)),
    update: os.update.handler(async ({ input, context }) => {
      await updateCustomer(app, context.actor, input)
      return done
    }),
    logInteraction: os.logInteraction.handler(async ({ input, context }) => {
      await logInteraction(app, context.actor, input)
      return done
    }),
  }
}

function suggestionToWire(suggestion: FoundSuggestion) {
  return { ...toWire(suggestion), a: toWire(suggestion.a), b: toWire(suggestion.b) }
}

function tagApi(app: App) {
  return {
    addTag: os.addTag.handler(({ input, context }) => addTag(app, context.actor, input)),
    removeTag: os.removeTag.handler(({ input, context }) => removeTag(app, context.actor, input)),
    createTagging: os.createTagging.handler(({ input, context }) => createTagging(app, context.actor, input)),
    getTagging: os.getTagging.handler(async ({ input }) => toWire(await readTagging(app, input.id))),
    undoTagging: os.undoTagging.handler(async ({ input, context }) => {
      await undoTagging(app, context.actor, input.id)
      return done
    }),
  }
}

function noteApi(app: App) {
  return {
    addNote: os.addNote.handler(async ({ input, context }) =>
      toWire(await addNote(app, context.actor, input)),
    ),
    updateNote: os.updateNote.handler(async ({ input, context }) =>
      toWire(await updateNote(app, context.actor, input)),
    ),
    removeNote: os.removeNote.handler(async ({ input, context }) => {
      await removeNote(app, context.actor, input.id)
      return done
    }),
    listTasks: os.listTasks.handler(async ({ input, context }) => {
      const assigneeId = input.mine && context.actor.kind === 'user' ? context.actor.id : null
      return (await openTasks(app.db, { assigneeId, limit: input.limit })).map(toWire)
    }),
    addTask: os.addTask.handler(async ({ input, context }) =>
      toWire(await addTask(app, context.actor, input)),
    ),
    updateTask: os.updateTask.handler(async ({ input, context }) =>
      toWire(await updateTask(app, context.actor, input)),
    ),
    removeTask: os.removeTask.handler(async ({ input, context }) => {
      await removeTask(app, context.actor, input.id)
      return done
    }),
  }
}

function consentApi(app: App) {
  return {
    listConsents: os.listConsents.handler(async ({ input }) => (await readLedger(app, input.id)).map(toWire)),
    recordConsent: os.recordConsent.handler(async ({ input, context }) =>
      (await hearConsent(app, context.actor, input)).map(toWire),
    ),
    listAttributes: os.listAttributes.handler(() => findDefinitions(app.db)),
    createAttribute: os.createAttribute.handler(async ({ input, context }) => {
      await createAttribute(app, context.actor, input)
      return done
    }),
    updateAttribute: os.updateAttribute.handler(async ({ input, context }) => {
      await updateAttribute(app, context.actor, input)
      return done
    }),
    removeAttribute: os.removeAttribute.handler(async ({ input, context }) => {
      await removeAttribute(app, context.actor, input.name)
      return done
    }),
  }
}

function mergeApi(app: App) {
  return {
    listSuggestions: os.listSuggestions.handler(async ({ input }) =>
      (await findSuggestions(app.db, { limit: input.limit })).map(suggestionToWire),
    ),
    dismissSuggestion: os.dismissSuggestion.handler(async ({ input, context }) => {
      await dismissSuggestion(app, context.actor, input.id)
      return done
    }),
    createMerge: os.createMerge.handler(({ input, context }) => createMerge(app, context.actor, input)),
    undoMerge: os.undoMerge.handler(async ({ input, context }) => {
      await undoMerge(app, context.actor, input.id)
      return done
    }),
  }
}
