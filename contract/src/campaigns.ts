/** One planned sending to an audience. */

export const campaigns = {}
