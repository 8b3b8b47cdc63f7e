/** What people and keys may do: every right, and the roles as lists of rights. The only place where either is written. */

export const rights = [
  'team.read',
  'team.write',
  'keys.write',
  'stores.read',
  'stores.write',
  'settings.read',
  'settings.write',
  'audit.read',
  'customers.read',
  'customers.write',
  'customers.export',
  'customers.merge',
  'consents.write',
  'events.read',
  'events.write',
  'orders.read',
  'orders.write',
  'products.read',
  'products.write',
  'imports.read',
  'imports.write',
  'segments.read',
  'segments.write',
  'insight.read',
  'insight.export',
  'templates.read',
  'templates.write',
  'campaigns.read',
  'campaigns.write',
  'campaigns.send',
  'messages.read',
  'demo.write',
] as const

export type Right = (typeof rights)[number]

export const roles = ['owner', 'admin', 'marketer', 'supportLead', 'agent', 'operations', 'analyst'] as const

export type Role = (typeof roles)[number]

const reading: readonly Right[] = [
  'stores.read',
  'settings.read',
  'customers.read',
  'events.read',
  'orders.read',
  'products.read',
  'segments.read',
  'insight.read',
]

/** Rights of each role. The owner has all; an admin all but what only an owner may do to the team is decided by `canManage`. */
export const rightsOfRole: Record<Role, readonly Right[]> = {
  owner: rights,
  admin: rights,
  marketer: [
    ...reading,
    'customers.write',
    'customers.export',
    'consents.write',
    'imports.read',
    'imports.write',
    'segments.write',
    'insight.export',
    'templates.read',
    'templates.write',
    'campaigns.read',
    'campaigns.write',
    'campaigns.send',
    'messages.read',
  ],
  supportLead: [
    ...reading,
    'team.read',
    'customers.write',
    'customers.merge',
    'customers.export',
    'consents.write',
    'orders.write',
    'templates.read',
    'messages.read',
  ],
  agent: [
    ...reading.filter((right) => right !== 'insight.read'),
    'customers.write',
    'consents.write',
    'messages.read',
  ],
  operations: [...reading, 'orders.write', 'products.write', 'imports.read', 'imports.write'],
  analyst: [
    ...reading,
    'customers.export',
    'insight.export',
    'imports.read',
    'campaigns.read',
    'messages.read',
  ],
}

/** What an API key may do: `intake` sends events and nothing else; `api` acts with the rights listed here. */
export const keyScopes = ['intake', 'api'] as const

export type KeyScope = (typeof keyScopes)[number]

export const rightsOfScope: Record<KeyScope, readonly Right[]> = {
  intake: [],
  api: rights.filter((right) => !['team.write', 'keys.write', 'settings.write'].includes(right)),
}
