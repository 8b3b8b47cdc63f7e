/** Events: what arrives, quarantine, timeline. */

export const events = {}
