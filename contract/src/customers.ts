/** Customers: list, search, profile, identities, merges, consents, notes, tags, tasks. */

export const customers = {}
