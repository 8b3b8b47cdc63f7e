import { rights, rightsOfRole, rightsOfScope, roles } from '@vefa/contract'
import { describe, expect, test } from 'vitest'

import { mayGrant, mayManage, type MemberState, objectionTo } from './roles.ts'

const owner = { id: 'o', role: 'owner' } as const
const admin = { id: 'a', role: 'admin' } as const
const member = (role: MemberState['role'], more: Partial<MemberState> = {}): MemberState => ({
  id: 'm',
  role,
  disabled: false,
  ...more,
})

describe('who may manage whom', () => {
  test.each(roles)('an owner may manage and make a %s', (role) => {
    expect(mayManage('owner', role)).toBe(true)
    expect(mayGrant('owner', role)).toBe(true)
  })

  test.each(roles)('an admin may not touch or make an owner, but may a %s otherwise', (role) => {
    expect(mayManage('admin', role)).toBe(role !== 'owner')
    expect(mayGrant('admin', role)).toBe(role !== 'owner')
  })

  test.each(roles.filter((role) => role !== 'owner' && role !== 'admin'))('a %s manages nobody', (role) => {
    expect(roles.some((target) => mayManage(role, target))).toBe(false)
  })
})

describe('changes of members', () => {
  test.each([
    ['an admin changes an agent', admin, member('agent'), member('analyst'), 1, null],
    ['an admin demotes an owner', admin, member('owner'), member('agent'), 2, 'owner_protected'],
    [
      'an admin disables an owner',
      admin,
      member('owner'),
      member('owner', { disabled: true }),
      2,
      'owner_protected',
    ],
    ['an admin makes an owner', admin, member('agent'), member('owner'), 1, 'role_not_grantable'],
    ['an owner demotes one of two', owner, member('owner'), member('admin'), 2, null],
    ['an owner demotes the last', owner, member('owner'), member('admin'), 1, 'last_owner'],
    [
      'an owner disables the last',
      owner,
      member('owner'),
      member('owner', { disabled: true }),
      1,
      'last_owner',
    ],
    [
      'an owner demotes a disabled owner',
      owner,
      member('owner', { disabled: true }),
      member('agent'),
      1,
      null,
    ],
    ['an owner enables an owner', owner, member('owner', { disabled: true }), member('owner'), 1, null],
    [
      'a person disables themself',
      owner,
      member('owner', { id: 'o' }),
      member('owner', { id: 'o', disabled: true }),
      2,
      'own_account',
    ],
  ] as const)('%s', (...row) => {
    const [, manager, before, after, activeOwners, expected] = row
    expect(objectionTo({ manager, before, after, activeOwners })).toBe(expected)
  })
})

describe('rights', () => {
  test('an owner has every right, every role some, and none a right that is not listed', () => {
    expect(new Set(rightsOfRole.owner)).toEqual(new Set(rights))
    for (const role of roles) {
      expect(rightsOfRole[role].length).toBeGreaterThan(0)
      expect(rightsOfRole[role].filter((right) => !rights.includes(right))).toEqual([])
    }
  })

  test('only owners and admins reach team, keys, settings and the audit log', () => {
    const guarded = ['team.write', 'keys.write', 'settings.write', 'stores.write', 'audit.read'] as const
    const reaching = roles.filter((role) => guarded.some((right) => rightsOfRole[role].includes(right)))
    expect(reaching).toEqual(['owner', 'admin'])
  })

  test('keys cannot make people or keys, and intake keys can do nothing under /api', () => {
    expect(rightsOfScope.intake).toEqual([])
    expect(rightsOfScope.api).not.toContain('team.write')
    expect(rightsOfScope.api).not.toContain('keys.write')
  })
})
