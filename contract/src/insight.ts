/** Figures with their definitions, cohorts, classes, named groups. */

export const insight = {}
