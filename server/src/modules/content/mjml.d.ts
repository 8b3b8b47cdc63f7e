/** The part of MJML 5 this room uses; the package brings no types. */
declare module 'mjml' {
  function mjml2html(
    mjml: string,
    options?: {
      validationLevel?: 'strict' | 'soft' | 'skip'
      ignoreIncludes?: boolean
      fonts?: Record<string, string>
      keepComments?: boolean
    },
  ): Promise<{ html: string; errors: { formattedMessage: string }[] }>
  export = mjml2html
}
