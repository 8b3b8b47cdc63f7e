/** The front door of connectors. */
import type { Room } from '#/platform/room.ts'

import { jobs, watchImports } from './jobs.ts'
import { serveImportFiles } from './routes.ts'

export { connectorsApi } from './http.ts'
export { getImport } from './import-view.ts'
export { rejectReport } from './reject-lines.ts'
export { runImports } from './run-imports.ts'
export { startImport } from './start-import.ts'
export { changeImport } from './update-import.ts'
export { uploadImport } from './upload-import.ts'

export const connectors: Room = {
  name: 'connectors',
  routes: serveImportFiles,
  jobs,
  background: watchImports,
}

export { ENCODINGS, type Encoding } from './csv/decode.ts'
export type { SampleTable } from './csv/detect.ts'
export { type Draft, FIELDS, type Kind, KINDS, REQUIRED } from './csv/fields.ts'
export {
  compileMapping,
  type LineKind,
  type MappedDraft,
  type MappedRow,
  type Mapping,
  mappingSchema,
} from './csv/mapping.ts'
export { inspectTable, type OpenedTable, openTable } from './csv/read-csv.ts'
export type { ReadRow } from './csv/rows.ts'
export { PRESET_NAMES, recogniseShape, type Shape } from './csv/shapes.ts'
