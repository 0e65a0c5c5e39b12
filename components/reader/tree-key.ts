/** Names the parsed body of one revision of a note or a reply, so that a later wording is never drawn from an earlier tree. */
export const treeKey = ({ id, revision }: { id: string; revision: number }) => `${id}:${revision}`;
