/** Orders, products, carts, currency rates. */

export const commerce = {}
