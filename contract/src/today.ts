/** Looks across rooms: search everything, the start page. */

export const today = {}
