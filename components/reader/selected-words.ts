/**
 * What is selected of the words of one note or reply, and of nothing else; empty where nothing is.
 * @param id which: the element that shows its words carries this id as `data-words`
 */
export function selectedWords(id: string): string {
  const selection = getSelection();
  const wordsOf = (node: Node | null) =>
    (node instanceof Element ? node : node?.parentElement)?.closest("[data-words]");
  const words = wordsOf(selection?.anchorNode ?? null);
  const one = words?.getAttribute("data-words") === id && words === wordsOf(selection?.focusNode ?? null);
  return one ? (selection?.toString().trim() ?? "") : "";
}
