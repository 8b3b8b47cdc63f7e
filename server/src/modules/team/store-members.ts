/** Users and their passwords and sessions, apart from what the sign-in library reads and writes by itself. */
import type { Language, Role } from '@vefa/contract'
import { sql } from 'kysely'

import { type Db, holdLock, tables, type Tx } from '#/platform/db/index.ts'

import type { TeamTables } from './tables.ts'

export type MemberRow = {
  id: string
  name: string
  email: string
  role: Role
  language: Language
  twoFactor: boolean
  disabledAt: Date | null
  sessions: number
  seenAt: Date | null
  createdAt: Date
}

/** Holds back everybody else who would make the first owner, until the transaction ends. */
export async function lockFirstOwner(tx: Tx): Promise<void> {
  await holdLock(tx, 'team.first-owner')
}

export async function someUserExists(db: Db | Tx): Promise<boolean> {
  const row = await tables<TeamTables>(db).selectFrom('users').select('id').limit(1).executeTakeFirst()
  return row !== undefined
}

/** A user with a password; false when the e-mail is taken. `passwordHash` is the sign-in library's own form. */
export async function insertUser(
  tx: Tx,
  user: {
    id: string
    accountId: string
    email: string
    name: string
    role: Role
    language: Language
    passwordHash: string
    now: Date
  },
): Promise<boolean> {
  const { now } = user
  const team = tables<TeamTables>(tx)
  const inserted = await team
    .insertInto('users')
    .values({
      id: user.id,
      email: user.email,
      name: user.name,
      role: user.role,
      language: user.language,
      theme: 'system',
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return false
  await team
    .insertInto('accounts')
    .values({
      id: user.accountId,
      user_id: user.id,
      account_id: user.id,
      provider_id: 'credential',
      password: user.passwordHash,
      created_at: now,
      updated_at: now,
    })
    .execute()
  return true
}

export async function selectMembers(db: Db | Tx, now: Date): Promise<MemberRow[]> {
  return membersQuery(db, now).orderBy('users.created_at').orderBy('users.id').execute()
}

export async function selectMember(db: Db | Tx, id: string, now: Date): Promise<MemberRow | undefined> {
  return membersQuery(db, now).where('users.id', '=', id).executeTakeFirst()
}

function membersQuery(db: Db | Tx, now: Date) {
  const team = tables<TeamTables>(db)
  return team.selectFrom('users').select((eb) => [
    'users.id',
    'users.name',
    'users.email',
    'users.role',
    'users.language',
    'users.two_factor_enabled as twoFactor',
    'users.disabled_at as disabledAt',
    'users.created_at as createdAt',
    eb
      .selectFrom('sessions')
      .whereRef('sessions.user_id', '=', 'users.id')
      .where('sessions.expires_at', '>', now)
      .select(sql<number>`count(*)::int`.as('n'))
      .$asScalar()
      .$notNull()
      .as('sessions'),
    eb
      .selectFrom('sessions')
      .whereRef('sessions.user_id', '=', 'users.id')
      .select((inner) => inner.fn.max('sessions.updated_at').as('at'))
      .$asScalar()
      .as('seenAt'),
  ])
}

/** Locks every owner's row, so that two of them cannot remove each other at once; answers how many can sign in. */
export async function lockActiveOwners(tx: Tx): Promise<number> {
  const rows = await tables<TeamTables>(tx)
    .selectFrom('users')
    .select(['id', 'disabled_at'])
    .where('role', '=', 'owner')
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.filter((row) => row.disabled_at === null).length
}

export async function updateMember(
  db: Db | Tx,
  id: string,
  change: { role: Role; disabledAt: Date | null; now: Date },
): Promise<void> {
  await tables<TeamTables>(db)
    .updateTable('users')
    .set({ role: change.role, disabled_at: change.disabledAt, updated_at: change.now })
    .where('id', '=', id)
    .execute()
}

export async function updatePerson(
  db: Db | Tx,
  id: string,
  change: { name: string; language: Language; theme: 'light' | 'dark' | 'system'; now: Date },
): Promise<void> {
  const { now, ...fields } = change
  await tables<TeamTables>(db)
    .updateTable('users')
    .set({ ...fields, updated_at: now })
    .where('id', '=', id)
    .execute()
}

export type PersonRow = {
  id: string
  name: string
  email: string
  role: Role
  language: Language
  theme: 'light' | 'dark' | 'system'
  twoFactor: boolean
}

export async function selectPerson(db: Db | Tx, id: string): Promise<PersonRow | undefined> {
  return tables<TeamTables>(db)
    .selectFrom('users')
    .select(['id', 'name', 'email', 'role', 'language', 'theme', 'two_factor_enabled as twoFactor'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function isDisabled(db: Db | Tx, id: string): Promise<boolean> {
  const row = await tables<TeamTables>(db)
    .selectFrom('users')
    .select('disabled_at')
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined || row.disabled_at !== null
}

export async function emailTaken(db: Db | Tx, email: string): Promise<boolean> {
  const row = await tables<TeamTables>(db)
    .selectFrom('users')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst()
  return row !== undefined
}
