/** People who work here: team, keys, stores, settings, audit log, saved views. */

export const team = {}
