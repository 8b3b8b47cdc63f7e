/** Templates of messages and their versions. */

export const templates = {}
