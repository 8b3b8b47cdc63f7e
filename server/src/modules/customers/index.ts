/** The front door of customers. */
import type { Room } from '#/platform/room.ts'

import { exportRoutes } from './export-routes.ts'
import { taggingJob } from './jobs.ts'

export { customersApi } from './http.ts'
export {
  currentConsents,
  customerIdsAfter,
  customersByIds,
  customersOfClass,
  setClasses,
  setFigures,
  standsFor,
} from './customer-facts.ts'
export { findDefinitions as findAttributes } from './store-attributes.ts'
export type { AttributeDefinition } from './store-attributes.ts'
export { exportCustomers } from './export-customers.ts'
export { findCustomers } from './find-customers.ts'
export { noticeConsent, noticeFigures, noticeInteraction, noticeMerged } from './notices.ts'
export type { ConsentChanged, Interaction, Merged } from './notices.ts'
export { logInteraction } from './log-interaction.ts'
export { recordConsents } from './record-consents.ts'
export type { CustomerConsent } from './record-consents.ts'
export { profilesForSegments } from './segment-profiles.ts'
export type { SegmentProfile } from './segment-profiles.ts'
export { resolveCustomers } from './resolve-customers.ts'
export type { ResolvedCustomer } from './resolve-customers.ts'
export type { ConsentDraft, ConsentState } from './consent.ts'
export type { IdentityDraft, IdentityKind } from './identity.ts'
export type { CustomerDraft } from './prepare-draft.ts'
export type { ProfileDraft } from './profile.ts'
export { findDueTasks } from './store-notes.ts'
export { countSuggestions, findSuggestions } from './store-profile.ts'
export type { CustomerClass, CustomerFigures } from './store-figures.ts'
export type { CustomerSummary } from './store-summaries.ts'

export const customers: Room = { name: 'customers', routes: exportRoutes, jobs: [taggingJob] }
