/** Files taken in: shape, mapping, progress, rejects. */

export const imports = {}
