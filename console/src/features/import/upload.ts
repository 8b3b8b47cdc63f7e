/** Sends a file as it is, so that files of any size need no memory, and tells how much has gone. */
import { ORPCError } from '@orpc/client'

/** The import's id; rejects with the server's failure in the shape of every other call. */
export function uploadFile(file: File, onShare: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/imports/files?${new URLSearchParams({ name: file.name })}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onShare(total > 0 ? loaded / total : 0),
    )
    request.addEventListener('load', () => {
      const body = readBody(request.responseText)
      if (request.status === 201 && typeof body['id'] === 'string') resolve(body['id'])
      else
        reject(
          new ORPCError(typeof body['code'] === 'string' ? body['code'] : 'internal', {
            status: request.status,
            data: body,
          }),
        )
    })
    request.addEventListener('error', () => reject(new TypeError('the server was not reached')))
    request.send(file)
  })
}

function readBody(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch (error) {
    return { code: 'internal', message: String(error), params: {} }
  }
}
