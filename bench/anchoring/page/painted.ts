/** Runs `then` when the frame that is being made has been painted: a message sent meanwhile is the first thing to arrive after it. */
function afterPaint(then: () => void): void {
  const channel = new MessageChannel();
  channel.port1.onmessage = then;
  channel.port2.postMessage(0);
}

let inFrame = false;

/** Knows from now on whether a frame is being made, after which whatever changes is painted with it. */
function watchFrames(): void {
  inFrame = true;
  afterPaint(() => {
    inFrame = false;
  });
  requestAnimationFrame(watchFrames);
}
requestAnimationFrame(watchFrames);

/**
 * Milliseconds from `act` to the painted frame that shows what it did. `act` is called while a frame is made, as a browser
 * delivers a key press. `onDrawn` must call back at the moment the page's elements or highlights change, in whatever task.
 */
export function painted(act: () => void, onDrawn: (drawn: () => void) => void): Promise<number> {
  return new Promise((done) => {
    requestAnimationFrame(() => {
      const begun = performance.now();
      let drawn = false;
      const end = () => afterPaint(() => done(performance.now() - begun));
      onDrawn(() => {
        if (drawn) return;
        drawn = true;
        if (inFrame) end();
        else requestAnimationFrame(end);
      });
      act();
    });
  });
}

/** Calls back once when anything in `root` changes. */
export function onChange(root: Element, drawn: () => void): void {
  const watch = new MutationObserver(() => {
    watch.disconnect();
    drawn();
  });
  watch.observe(root, { childList: true, subtree: true, attributes: true, characterData: true });
}

/** Waits until nothing in `root` has changed for three quarters of a second: all that is drawn later is drawn. */
export function quiet(root: Element): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      watch.disconnect();
      done();
    };
    let rest = setTimeout(end, 750);
    const watch = new MutationObserver(() => {
      clearTimeout(rest);
      rest = setTimeout(end, 750);
    });
    watch.observe(root, { childList: true, subtree: true, attributes: true });
  });
}
