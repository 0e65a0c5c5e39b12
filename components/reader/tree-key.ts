/**
 * How many cards stand in the server's HTML with their threads, readable without a script; the rest are a page of their own.
 * It stands here, and not in a client module, because a server component would get a reference there and no number.
 */
export const FIRST_CARDS = 50;

/** Names the parsed body of one revision of a note or a reply, so that a later wording is never drawn from an earlier tree. */
export const treeKey = ({ id, revision }: { id: string; revision: number }) => `${id}:${revision}`;
