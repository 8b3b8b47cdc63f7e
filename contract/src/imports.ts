/** Files taken in: shape, mapping, progress, rejects. The file itself is sent to `POST /api/imports/files`. */
import { z } from 'zod'

import { bigId, currency, decimal, done, moment, page, pageInput, timeZone, uuid } from './common.ts'
import { endpoint } from './procedure.ts'

const importKinds = ['customers', 'orders', 'order-lines', 'products', 'events', 'payments'] as const
const kind = z.enum(importKinds)
const state = z.enum(['uploaded', 'waiting', 'running', 'paused', 'done', 'failed', 'cancelled'])

const counts = z.object({ created: z.int(), updated: z.int(), unchanged: z.int() })

/** Columns by their names in the file; `fields` say which column fills which field. */
const mapping = z.object({
  version: z.literal(1),
  kind: z.string().max(40),
  fields: z.record(
    z.string().max(60),
    z.object({
      column: z.string().min(1).max(500),
      transform: z.enum(['negate', 'minor-units', 'name-case']).optional(),
      dateFormat: z.enum(['iso', 'day-first', 'month-first', 'compact', 'named', 'excel', 'unix']).optional(),
    }),
  ),
  constants: z.record(z.string().max(60), z.string().max(500)).default({}),
  decimal: z.enum(['.', ',']).default('.'),
  dateFormat: z.enum(['iso', 'day-first', 'month-first', 'compact', 'named', 'excel', 'unix']).default('iso'),
  zone: timeZone.default('Europe/Istanbul'),
  country: z.string().length(2).default('TR'),
  cancellationPrefix: z.string().min(1).max(10).optional(),
  orderPerCustomerDay: z.boolean().default(false),
})

const importView = z.object({
  id: uuid,
  number: z.int(),
  state,
  phase: z.enum(['reading', 'applying']),
  fileName: z.string(),
  fileSize: z.int(),
  storeId: z.int(),
  kind,
  preset: z.string(),
  /** 0 to 1. */
  confidence: z.number(),
  /** What the table is; may be one nothing is made of. */
  recognisedAs: z.string(),
  encoding: z.string(),
  currency,
  failure: z.string().nullable(),
  createdBy: z.string(),
  createdAt: moment,
  startedAt: moment.nullable(),
  finishedAt: moment.nullable(),
  progress: z.object({
    rowsRead: z.int(),
    rowsRejected: z.int(),
    doubts: z.int(),
    groups: z.int(),
    groupsApplied: z.int(),
    waiting: z.int(),
    counts: z.record(z.string(), counts),
    /** Of the running phase, 0 to 1. */
    share: z.number(),
    /** Rows or groups a second. */
    rate: z.number().nullable(),
    secondsLeft: z.number().nullable(),
  }),
})

const column = z.object({ name: z.string(), samples: z.array(z.string()) })

const importDetail = importView.extend({
  mapping,
  columns: z.array(column),
  /** Groups of fields of which at least one must still be mapped. */
  missing: z.array(z.array(z.string())),
  /** What stands between this import and its start, beside missing fields. */
  rate: z.object({
    /** Whether amounts in the import's currency can be turned into the reporting currency. */
    known: z.boolean(),
    reporting: currency,
    /** A shop without orders may take the file's currency as its own. */
    mayAdopt: z.boolean(),
  }),
  /** The number of an earlier import of the very same file. */
  sameAs: z.int().nullable(),
})

const id = z.object({ id: uuid })

const reject = z.object({
  id: bigId,
  row: z.int(),
  column: z.string(),
  reason: z.string(),
  excerpt: z.string(),
  /** The row was taken, this cell was not. */
  doubt: z.boolean(),
})

export const imports = {
  list: endpoint('imports.read')
    .route({ method: 'GET', path: '/imports', summary: 'Imports, newest first' })
    .input(pageInput)
    .output(page(importView)),
  shapes: endpoint('imports.read')
    .route({
      method: 'GET',
      path: '/imports/shapes',
      summary: 'Kinds of tables with their fields, and known tables',
    })
    .output(
      z.object({
        kinds: z.array(
          z.object({
            kind,
            fields: z.array(z.object({ name: z.string(), type: z.string() })),
            required: z.array(z.array(z.string())),
          }),
        ),
        presets: z.array(z.string()),
      }),
    ),
  get: endpoint('imports.read')
    .route({ method: 'GET', path: '/imports/{id}', summary: 'One import with mapping and progress' })
    .input(id)
    .output(importDetail),
  update: endpoint('imports.write')
    .route({
      method: 'PATCH',
      path: '/imports/{id}',
      summary: 'Change kind, mapping, store, currency or time zone before the start',
    })
    .input(
      id.extend({
        kind: kind.optional(),
        preset: z.string().max(60).optional(),
        storeId: z.int().min(1).optional(),
        currency: currency.optional(),
        zone: timeZone.optional(),
        mapping: mapping.optional(),
      }),
    )
    .output(importDetail),
  preview: endpoint('imports.read')
    .route({
      method: 'GET',
      path: '/imports/{id}/preview',
      summary: 'The first rows as they would be taken, with their problems',
    })
    .input(id.extend({ limit: z.coerce.number().int().min(1).max(50).default(50) }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            row: z.int(),
            cells: z.array(z.string()),
            values: z.record(z.string(), z.string()),
            reject: z.object({ column: z.string(), reason: z.string() }).nullable(),
            doubts: z.array(z.object({ column: z.string(), reason: z.string() })),
          }),
        ),
      }),
    ),
  start: endpoint('imports.write')
    .route({ method: 'POST', path: '/imports/{id}/run', summary: 'Start' })
    .input(
      id.extend({
        /** Where no rate is known: units of the reporting currency for one of the file's, from its first day on. */
        rate: decimal.optional(),
        /** Where no rate is known: make the file's currency the reporting currency of a shop without orders. */
        adoptCurrency: z.boolean().optional(),
        /** Where no rate is known: import all the same; figures leave these amounts out until there is one. */
        withoutRate: z.boolean().optional(),
      }),
    )
    .output(importDetail),
  pause: endpoint('imports.write')
    .route({ method: 'POST', path: '/imports/{id}/pause', summary: 'Pause' })
    .input(id)
    .output(done),
  resume: endpoint('imports.write')
    .route({ method: 'DELETE', path: '/imports/{id}/pause', summary: 'Go on after a pause or a failure' })
    .input(id)
    .output(done),
  cancel: endpoint('imports.write')
    .route({
      method: 'POST',
      path: '/imports/{id}/cancellation',
      summary: 'Stop for good; what was taken in stays',
    })
    .input(id)
    .output(done),
  rejects: endpoint('imports.read')
    .route({
      method: 'GET',
      path: '/imports/{id}/rejects',
      summary: 'Rows and cells not taken, with their reasons',
    })
    .input(pageInput.extend({ id: uuid }))
    .output(page(reject)),
}

export type ImportState = z.infer<typeof state>
export type ImportSummary = z.infer<typeof importView>
export type ImportDetail = z.infer<typeof importDetail>
