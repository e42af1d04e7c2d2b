/** By this the controller is given what the inward way is made of. */
export const replyPartsToken = Symbol('ReplyParts');
