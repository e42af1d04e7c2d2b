/** Foreign bytes that cannot be read; the message says in Chinese what is wrong with them. */
export class BrokenBytes extends Error {}
