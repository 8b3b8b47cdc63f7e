/** Binds the contract's templates to use cases. */
import { contract } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import { cutPage, readCursor } from '#/platform/cursor.ts'
import { bind } from '#/platform/http/index.ts'

import { refuse } from './errors.ts'
import { previewLetter } from './preview-letter.ts'
import { addVersion, archiveTemplate, createTemplate, renameTemplateTo } from './save-template.ts'
import { findTemplate, listTemplateRows, listVersions, type TemplateRow } from './store.ts'
import { letterVariables } from './variables.ts'

export function contentApi(app: App) {
  const os = bind(contract.templates)
  return {
    templates: {
      list: os.list.handler(async ({ input }) => listTemplates(app, input)),
      get: os.get.handler(async ({ input }) => getTemplate(app, input.id)),
      create: os.create.handler(async ({ input, context }) => createTemplate(app, context.actor, input)),
      addVersion: os.addVersion.handler(async ({ input, context }) => addVersion(app, context.actor, input)),
      rename: os.rename.handler(async ({ input, context }) => {
        await renameTemplateTo(app, context.actor, input)
        return { done: true as const }
      }),
      archive: os.archive.handler(async ({ input, context }) => {
        await archiveTemplate(app, context.actor, input.id)
        return { done: true as const }
      }),
      variables: os.variables.handler(() => [...letterVariables]),
      preview: os.preview.handler(async ({ input, context }) => previewLetter(app, context.actor, input)),
    },
  }
}

async function listTemplates(app: App, input: { cursor?: string | undefined; limit: number }) {
  const rows = await listTemplateRows(app.db, { after: readCursor(input.cursor), limit: input.limit + 1 })
  const { items, next } = cutPage(rows, {
    limit: input.limit,
    at: (row) => row.updatedAt,
    id: (row) => row.id,
  })
  return { items: items.map(shape), next }
}

async function getTemplate(app: App, id: string) {
  const template = await findTemplate(app.db, id)
  if (!template) throw refuse('template_not_found', { id })
  const versions = await listVersions(app.db, id)
  return {
    ...shape(template),
    versions: versions.map(({ id: versionId, number, letter, createdBy, createdAt }) => ({
      id: versionId,
      number,
      letter,
      createdBy,
      createdAt: createdAt.toISOString(),
    })),
  }
}

function shape(row: TemplateRow) {
  return { ...row, channel: 'email' as const, updatedAt: row.updatedAt.toISOString() }
}
