/** What the command line may use of the server: the only door between the two packages. */
export { openInstallation } from './installation.ts'
export type { Installation } from './installation.ts'
export { examineInstallation } from './examine.ts'
export type { Examined } from './examine.ts'
export { version } from './version.ts'
export { readConfig } from '#/platform/config.ts'
export type { Config } from '#/platform/config.ts'
export { HomeInUse } from '#/platform/engines/index.ts'
export { Refusal } from '#/platform/errors.ts'
export { createLog } from '#/platform/log.ts'
export { systemActor } from '#/platform/actor.ts'
export { inTransaction } from '#/platform/db/index.ts'
export { addMember, createKey, listKeys, listMembers, openShop, revokeKey } from '#/modules/team/index.ts'
export { waitUntilApplied } from '#/modules/history/index.ts'
export {
  changeImport,
  getImport,
  rejectReport,
  runImports,
  startImport,
  uploadImport,
} from '#/modules/connectors/index.ts'
