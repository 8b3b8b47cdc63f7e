/** How people and keys become actors. */
import { type KeyScope, type Role, rightsOfRole, rightsOfScope } from '@vefa/contract'

import type { Actor } from '#/platform/actor.ts'

const rightsBy = {
  role: new Map(Object.entries(rightsOfRole).map(([role, rights]) => [role, new Set(rights)])),
  scope: new Map(Object.entries(rightsOfScope).map(([scope, rights]) => [scope, new Set(rights)])),
}

export function actorOfPerson(
  person: { id: string; name: string; role: Role; language: Actor['language'] },
  ip: string,
): Actor {
  const { id, name, language } = person
  return { kind: 'user', id, name, language, ip, rights: rightsBy.role.get(person.role) ?? new Set() }
}

export function actorOfKey(
  key: { id: string; name: string; scope: KeyScope },
  more: { ip: string; language: Actor['language'] },
): Actor {
  const { id, name } = key
  return { kind: 'key', id, name, ...more, rights: rightsBy.scope.get(key.scope) ?? new Set() }
}
