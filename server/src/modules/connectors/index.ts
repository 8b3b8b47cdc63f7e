/** The front door of connectors. */
import type { Room } from '#/platform/room.ts'

import { jobs } from './jobs.ts'
import { serveImportFiles } from './routes.ts'

export { connectorsApi } from './http.ts'
export { getImport } from './import-view.ts'
export { rejectReport } from './reject-lines.ts'
export { runImports } from './run-imports.ts'
export { startImport } from './start-import.ts'
export { changeImport } from './update-import.ts'
export { waitingImports } from './store.ts'
export { uploadImport } from './upload-import.ts'

export const connectors: Room = {
  name: 'connectors',
  routes: serveImportFiles,
  jobs,
}

export { compileMapping } from './csv/mapping.ts'
export { openTable } from './csv/read-csv.ts'
export { recogniseShape } from './csv/shapes.ts'
