/** Binds the contract's segments to use cases. */
import { contract } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import { bind } from '#/platform/http/index.ts'

import { archiveSegment, restoreSegment, type UseFinder } from './archive-segment.ts'
import { createSegment } from './create-segment.ts'
import { duplicateSegment } from './duplicate-segment.ts'
import { explainMember } from './explain-member.ts'
import { getSegment, listSegments } from './list-segments.ts'
import { listMembers, segmentsOfCustomer } from './members.ts'
import { previewSegment } from './preview-segment.ts'
import { readGrowth } from './read-growth.ts'
import { readOverlap } from './read-overlap.ts'
import { listReadyMade, readVocabulary } from './read-vocabulary.ts'
import { changeSegment } from './update-segment.ts'

const os = bind(contract.segments)

/** `finders`: what of the rooms above rests on a segment. */
export function segmentsApi(app: App, finders: readonly UseFinder[]) {
  return { segments: { ...writing({ ...app, finders }), ...reading({ ...app, finders }) } }
}

type Using = App & { finders: readonly UseFinder[] }

function writing(app: Using) {
  return {
    create: os.create.handler(async ({ input, context }) =>
      getSegment(app, await createSegment(app, context.actor, input)),
    ),
    update: os.update.handler(async ({ input, context }) => {
      await changeSegment(app, context.actor, input)
      return getSegment(app, input.id)
    }),
    duplicate: os.duplicate.handler(async ({ input, context }) =>
      getSegment(app, await duplicateSegment(app, context.actor, input)),
    ),
    archive: os.archive.handler(async ({ input, context }) => {
      await archiveSegment(app, context.actor, input.id)
      return { done: true as const }
    }),
    restore: os.restore.handler(async ({ input, context }) => {
      await restoreSegment(app, context.actor, input.id)
      return getSegment(app, input.id)
    }),
  }
}

function reading(app: Using) {
  return {
    list: os.list.handler(({ input }) => listSegments(app, input)),
    get: os.get.handler(({ input }) => getSegment(app, input.id)),
    preview: os.preview.handler(({ input, signal }) => previewSegment(app, { ...input, signal })),
    listMembers: os.listMembers.handler(({ input }) => listMembers(app, input)),
    explain: os.explain.handler(({ input }) => explainMember(app, input)),
    growth: os.growth.handler(async ({ input }) => ({ points: await readGrowth(app, input) })),
    overlap: os.overlap.handler(async ({ input }) => ({ combinations: await readOverlap(app, input.ids) })),
    ofCustomer: os.ofCustomer.handler(async ({ input }) => ({
      segments: await segmentsOfCustomer(app, input.customerId),
    })),
    vocabulary: os.vocabulary.handler(({ input }) => readVocabulary(app, input)),
    readyMade: os.readyMade.handler(() => listReadyMade(app)),
  }
}
