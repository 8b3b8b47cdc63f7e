/** Every command, in the order help shows them. */
import type { Command } from '#/command.ts'

import { doctor } from './doctor.ts'
import { importFile } from './import.ts'
import { keyAdd } from './key-add.ts'
import { keyList } from './key-list.ts'
import { keyRevoke } from './key-revoke.ts'
import { migrate } from './migrate.ts'
import { userAdd } from './user-add.ts'
import { userList } from './user-list.ts'

export const commands: readonly Command[] = [
  importFile,
  userAdd,
  userList,
  keyAdd,
  keyList,
  keyRevoke,
  migrate,
  doctor,
]
