/** Binds a part of the contract to use cases, and decides from the meta of an endpoint who may call it. */
import { implement } from '@orpc/server'
import type { AnyContractRouter } from '@orpc/contract'
import { type Access, rightOf } from '@vefa/contract'

import { type Actor, requireRight } from '#/platform/actor.ts'
import { Refusal } from '#/platform/errors.ts'

export type RequestContext = {
  actor: Actor
  ip: string
  userAgent: string
  /** Finds this request in the log. */
  reference: string
  headers: Headers
  /** Response headers, for cookies. */
  reply: Headers
}

/** `const os = bind(contract.customers)`, then `os.list.handler(({ input, context }) => listCustomers(app, context.actor, input))`. */
export function bind<Contract extends AnyContractRouter>(contract: Contract) {
  return implement(contract).$context<RequestContext>()
}

/** Throws unless the actor may call an endpoint with this access. */
export function checkAccess(actor: Actor, access: Access): void {
  if (access === 'public') return
  if (access === 'nobody') throw new Refusal('not_found', 'missing')
  if (access !== 'session') {
    const { right, person } = rightOf(access)
    requireRight(actor, right)
    if (person) requirePerson(actor)
    return
  }
  requirePerson(actor)
}

function requirePerson(actor: Actor): void {
  if (actor.kind === 'stranger') throw new Refusal('sign_in_needed', 'unauthenticated')
  if (actor.kind !== 'user') throw new Refusal('person_needed', 'forbidden')
}
