/** Messages sent or held back, the mailbox page, suppressions. */

export const delivery = {}
