/** What to say of a call that failed. Nothing here goes again by itself, as a reader's notes do. */
export const unheard = ({ status, message }: { status: number; message: string }): string =>
  status === 0 ? "Gloss cannot be reached right now. Nothing you typed is lost; try again in a moment." : message;
