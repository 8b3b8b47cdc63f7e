/** People who work here and what is set for all of them: members, invitations, keys, stores, shop, rates, saved views. */
import { z } from 'zod'

import { auditLog } from './audit-log.ts'
import { currency, day, done, email, language, moment, requiredText, text, timeZone, uuid } from './common.ts'
import { endpoint } from './procedure.ts'
import { profile } from './profile.ts'
import { keyScopes, roles } from './rights.ts'

const role = z.enum(roles)

export const member = z.object({
  id: uuid,
  name: z.string(),
  email: z.string(),
  role,
  language,
  twoFactor: z.boolean(),
  disabled: z.boolean(),
  /** Whether the one who asks may change this member. */
  manageable: z.boolean(),
  sessions: z.number().int(),
  seenAt: moment.nullable(),
  createdAt: moment,
})

const members = {
  list: endpoint('team.read')
    .route({ method: 'GET', path: '/team/members', summary: 'People who work here' })
    .output(z.array(member)),
  update: endpoint('team.write')
    .route({ method: 'PATCH', path: '/team/members/{id}', summary: 'Change the role, or disable or enable' })
    .input(z.object({ id: uuid, role: role.optional(), disabled: z.boolean().optional() }))
    .output(member),
  endSessions: endpoint('team.write')
    .route({ method: 'DELETE', path: '/team/members/{id}/sessions', summary: 'Sign a member out everywhere' })
    .input(z.object({ id: uuid }))
    .output(done),
  resetTwoFactor: endpoint('team.write')
    .route({
      method: 'DELETE',
      path: '/team/members/{id}/two-factor',
      summary: 'Take away the second factor of a member who lost it; every session of theirs ends',
    })
    .input(z.object({ id: uuid }))
    .output(done),
}

const invitation = z.object({
  id: uuid,
  email: z.string(),
  role,
  invitedBy: z.string().nullable(),
  expiresAt: moment,
  expired: z.boolean(),
  createdAt: moment,
})

/** The link is given only here, once; `mailed` says whether it was also sent by mail. */
const invitationLink = z.object({ invitation, link: z.string(), mailed: z.boolean() })

const invitations = {
  list: endpoint('team.read')
    .route({ method: 'GET', path: '/team/invitations', summary: 'Invitations not yet accepted' })
    .output(z.array(invitation)),
  create: endpoint('team.write')
    .route({
      method: 'POST',
      path: '/team/invitations',
      summary: 'Invite a person; the link works once and for seven days',
    })
    .input(z.object({ email, role }))
    .output(invitationLink),
  resend: endpoint('team.write')
    .route({
      method: 'POST',
      path: '/team/invitations/{id}/resending',
      summary: 'A new link for another seven days; the old one stops working',
    })
    .input(z.object({ id: uuid }))
    .output(invitationLink),
  revoke: endpoint('team.write')
    .route({ method: 'DELETE', path: '/team/invitations/{id}', summary: 'Take an invitation back' })
    .input(z.object({ id: uuid }))
    .output(done),
}

const storeId = z.coerce.number().int().min(1).max(2_147_483_647)

const apiKey = z.object({
  id: uuid,
  name: z.string(),
  scope: z.enum(keyScopes),
  /** The first characters, to tell keys apart. */
  start: z.string(),
  storeId: z.number().int().nullable(),
  createdBy: z.string().nullable(),
  lastUsedAt: moment.nullable(),
  revokedAt: moment.nullable(),
  createdAt: moment,
})

const keys = {
  list: endpoint('keys.write')
    .route({ method: 'GET', path: '/team/keys', summary: 'API keys, revoked ones last' })
    .output(z.array(apiKey)),
  create: endpoint('keys.write')
    .route({ method: 'POST', path: '/team/keys', summary: 'A new key; it is shown only in this answer' })
    .input(z.object({ name: requiredText(120), scope: z.enum(keyScopes), storeId: storeId.optional() }))
    .output(z.object({ apiKey, key: z.string() })),
  revoke: endpoint('keys.write')
    .route({ method: 'DELETE', path: '/team/keys/{id}', summary: 'Revoke a key; it is refused at once' })
    .input(z.object({ id: uuid }))
    .output(done),
}

const storeFields = {
  name: requiredText(120),
  kind: z.enum(['web', 'marketplace', 'retail']),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
  currency,
  timeZone,
}

const store = z.object({ id: z.number().int(), ...storeFields, name: z.string(), url: z.string().nullable() })

const stores = {
  list: endpoint('stores.read')
    .route({
      method: 'GET',
      path: '/team/stores',
      summary: 'Stores, oldest first; archived ones only when asked',
    })
    .input(z.object({ archived: z.boolean().default(false) }))
    .output(z.array(store.extend({ archived: z.boolean() }))),
  add: endpoint('stores.write')
    .route({ method: 'POST', path: '/team/stores', summary: 'Add a store' })
    .input(z.object({ ...storeFields, url: storeFields.url.default(null) }))
    .output(store),
  update: endpoint('stores.write')
    .route({ method: 'PATCH', path: '/team/stores/{id}', summary: 'Change a store' })
    .input(z.object({ id: storeId }).extend(z.object(storeFields).partial().shape))
    .output(store),
  archive: endpoint('stores.write')
    .route({
      method: 'POST',
      path: '/team/stores/{id}/archiving',
      summary: 'Take a store out of use; its history stays',
    })
    .input(z.object({ id: storeId }))
    .output(done),
}

const shopFields = {
  name: requiredText(120),
  language,
  currency,
  timeZone,
  brand: z.object({
    color: z.string().regex(/^#[0-9a-fA-F]{6}$/),
    logoUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]),
    senderName: text(120),
    senderAddress: z.union([z.literal(''), email]),
    postalAddress: text(500),
  }),
}

const shopSettings = z.object({
  name: z.string(),
  language,
  currency: z.string(),
  timeZone: z.string(),
  brand: z.object({
    color: z.string(),
    logoUrl: z.string(),
    senderName: z.string(),
    senderAddress: z.string(),
    postalAddress: z.string(),
  }),
})

const settings = {
  get: endpoint('settings.read')
    .route({
      method: 'GET',
      path: '/team/settings',
      summary: 'The shop: name, language, currency, time zone, brand',
    })
    .output(shopSettings),
  update: endpoint('settings.write')
    .route({ method: 'PATCH', path: '/team/settings', summary: 'Change the shop' })
    .input(z.object(shopFields).partial())
    .output(shopSettings),
}

/** Units of the reporting currency for one unit of the other, exact, up to eight decimals. */
const rateValue = z.string().regex(/^\d{1,10}(\.\d{1,8})?$/)
const rateKey = { currency, day }

const rates = {
  list: endpoint('settings.read')
    .route({ method: 'GET', path: '/team/rates', summary: 'Currency rates, newest first' })
    .input(
      z.object({
        currency: currency.optional(),
        before: day.optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.array(z.object({ ...rateKey, rate: z.string(), source: z.string() }))),
  set: endpoint('settings.write')
    .route({
      method: 'PUT',
      path: '/team/rates/{currency}/{day}',
      summary: 'The rate of a currency from a day on',
    })
    .input(z.object({ ...rateKey, rate: rateValue }))
    .output(done),
  remove: endpoint('settings.write')
    .route({ method: 'DELETE', path: '/team/rates/{currency}/{day}', summary: 'Remove a rate' })
    .input(z.object(rateKey))
    .output(done),
}

const viewName = { list: z.string().regex(/^[a-z][a-zA-Z]{1,39}$/), name: requiredText(80) }
/** Filters, sort and columns as the list's own page writes them into its address. */
const viewBody = z
  .record(z.string().max(100), z.json())
  .refine((value) => JSON.stringify(value).length <= 20_000, {
    message: 'is larger than 20,000 characters',
  })

const savedView = z.object({
  id: uuid,
  list: z.string(),
  name: z.string(),
  shared: z.boolean(),
  own: z.boolean(),
  view: z.record(z.string(), z.json()),
  updatedAt: moment,
})

const savedViews = {
  list: endpoint('session')
    .route({ method: 'GET', path: '/team/views', summary: 'Own and shared views of a list' })
    .input(z.object({ list: viewName.list }))
    .output(z.array(savedView)),
  create: endpoint('session')
    .route({ method: 'POST', path: '/team/views', summary: 'Keep a view, for oneself or for all' })
    .input(z.object({ ...viewName, shared: z.boolean().default(false), view: viewBody }))
    .output(savedView),
  update: endpoint('session')
    .route({ method: 'PATCH', path: '/team/views/{id}', summary: 'Change one of own views' })
    .input(
      z.object({
        id: uuid,
        name: viewName.name.optional(),
        shared: z.boolean().optional(),
        view: viewBody.optional(),
      }),
    )
    .output(savedView),
  remove: endpoint('session')
    .route({ method: 'DELETE', path: '/team/views/{id}', summary: 'Remove one of own views' })
    .input(z.object({ id: uuid }))
    .output(done),
}

export const team = {
  profile,
  members,
  invitations,
  keys,
  stores,
  settings,
  rates,
  savedViews,
  audit: auditLog,
}
