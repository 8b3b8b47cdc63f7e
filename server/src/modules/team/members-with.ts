/** Who of the team has a right, for rooms that write to colleagues. */
import { type Language, type Right, rightsOfRole } from '@vefa/contract'

import type { App } from '#/platform/app.ts'

import { selectMembers } from './store-members.ts'

export type Colleague = { id: string; name: string; email: string; language: Language }

/** Active members whose role has the right. */
export async function membersWith(app: Pick<App, 'db' | 'clock'>, right: Right): Promise<Colleague[]> {
  const rows = await selectMembers(app.db, app.clock.now())
  return rows
    .filter((row) => row.disabledAt === null && rightsOfRole[row.role].includes(right))
    .map(({ id, name, email, language }) => ({ id, name, email, language }))
}
