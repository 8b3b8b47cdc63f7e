/** The front door of connectors. */
import type { Room } from '#/platform/room.ts'

export { connectorsApi } from './http.ts'

export const connectors: Room = { name: 'connectors' }

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
export { reportHeader, reportLine } from './csv/reject-report.ts'
export type { ReadRow } from './csv/rows.ts'
export { PRESET_NAMES, recogniseShape, type Shape } from './csv/shapes.ts'
