/** The typed client of the API: calls for the server's state through TanStack Query, failures in one shape. */
import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/react-query'
import { contract } from '@vefa/contract'

const link = new OpenAPILink(contract, {
  url: () => `${location.origin}/api`,
  // Failures of our server carry their own body; it becomes the error's data as it is.
  customErrorResponseBodyDecoder: (body, response) => {
    const failure = body as Partial<Failure>
    return new ORPCError(failure.code ?? 'internal', {
      status: response.status,
      message: failure.message ?? '',
      data: body,
    })
  },
})

export const client: ContractRouterClient<typeof contract> = createORPCClient(link)

/** `api.customers.list.queryOptions({ input })`, `api.session.signIn.mutationOptions()`. */
export const api = createTanstackQueryUtils(client)

export type Failure = {
  code: string
  message: string
  params: Record<string, string | number>
  issues?: { path: string; message: string }[]
  reference: string
}

/** What was refused or broke, whatever was thrown; `offline` when the server was not reached. */
export function failureOf(error: unknown): Failure {
  if (
    error instanceof ORPCError &&
    typeof error.data === 'object' &&
    error.data !== null &&
    'code' in error.data
  ) {
    return { params: {}, reference: '', ...(error.data as Partial<Failure>) } as Failure
  }
  return { code: 'offline', message: '', params: {}, reference: '' }
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, error) => failureOf(error).code === 'offline' && count < 2,
        refetchOnWindowFocus: true,
      },
    },
  })
}
