/** What a reader is told who chose words that the page shows and the text does not have. */
export const DIFFERS_SAID =
  "The words on this page differ from the text, so you can't mark them here. Turn off translation, or the extension that changes the page, then select them again.";
