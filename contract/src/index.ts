/** The whole API, said once: server, console, command line, OpenAPI and tests read it from here. */
import { campaigns } from './campaigns.ts'
import { commerce } from './commerce.ts'
import { customers } from './customers.ts'
import { delivery } from './delivery.ts'
import { demo } from './demo.ts'
import { events } from './events.ts'
import { experiments } from './experiments.ts'
import { imports } from './imports.ts'
import { insight } from './insight.ts'
import { models } from './models.ts'
import { segments } from './segments.ts'
import { session } from './session.ts'
import { team } from './team.ts'
import { templates } from './templates.ts'
import { today } from './today.ts'

export const contract = {
  session,
  team,
  events,
  customers,
  commerce,
  segments,
  insight,
  models,
  experiments,
  templates,
  delivery,
  campaigns,
  imports,
  today,
  demo,
}

export { timelineKinds } from './events.ts'
export { orderFilters, orderInput, productInput } from './commerce.ts'
export type { Order, OrderItem, Product, ProductItem } from './commerce.ts'
export { rights, rightsOfRole, rightsOfScope, roles, keyScopes } from './rights.ts'
export type { KeyScope, Right, Role } from './rights.ts'
export { rightOf } from './procedure.ts'
export type { Access, ProcedureMeta } from './procedure.ts'
export type { Language, Money } from './common.ts'
export type { CustomerFilters, CustomerOrder } from './customer-list.ts'
export { customerFilters, customerOrder } from './customer-list.ts'
export { eventProperties, segmentDefinition, segmentFields } from './segment-definition.ts'
export type {
  EventProperty,
  PropertyFilter,
  SegmentBounds,
  SegmentCondition,
  SegmentDefinition,
  SegmentEvents,
  SegmentField,
  SegmentGroup,
  SegmentLeaf,
  SegmentSpan,
  SegmentTest,
  SegmentWindow,
} from './segment-definition.ts'
export type { Letter, LetterCheck, LetterPreview, Purpose } from './templates.ts'
export type { MessageState, WhyNotReason } from './delivery.ts'
export type { Audience, Campaign, CampaignProgress, CampaignState, CampaignSummary } from './campaigns.ts'
export { decisions } from './experiments.ts'
export { guessNames, modelNames, modelWarnings } from './models.ts'
export type { ImportDetail, ImportState, ImportSummary } from './imports.ts'
export { audienceQuestions, audienceTopics } from './insight-audience.ts'
export type { AudienceQuestion } from './insight-audience.ts'
export { exploreQuestion } from './insight-explore.ts'
export type { ExploreAnswer, ExploreQuestion } from './insight-explore.ts'
export { dimensions, exploreMeasures, lineMeasures, measureNames } from './insight-measures.ts'
export type { Dimension, ExploreMeasure, MeasureName } from './insight-measures.ts'
export { usualMeasures } from './insight-usual.ts'
export { cohortKinds, peopleOf } from './insight-retention.ts'
export type { PeopleOf } from './insight-retention.ts'
export { waitingKinds } from './today.ts'
export type { WaitingItem, WaitingKind } from './today.ts'
