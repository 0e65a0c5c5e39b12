const utf8 = new TextEncoder();

/**
 * A stream that text is pushed into. Where `most` bytes wait for a reader who does not read, it ends rather than keeps more
 * for them; so it does by `close`, and when its reader goes. `ended` is called once, however it ends.
 */
export function outlet(most: number, ended: () => void) {
  let open = true;
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const end = () => {
    if (!open) return false;
    open = false;
    ended();
    return true;
  };
  const close = () => {
    if (end()) controller.close();
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given;
      },
      cancel: () => void end(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: most }),
  );
  return {
    stream,
    close,
    push: (text: string) => {
      if (!open) return;
      if ((controller.desiredSize ?? 0) <= 0) return close();
      controller.enqueue(utf8.encode(text));
    },
    isOpen: () => open,
  };
}
