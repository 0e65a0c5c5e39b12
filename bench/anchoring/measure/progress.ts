const begun = performance.now();

/** A line on stderr, with the seconds since the start. */
export function progress(what: string): void {
  console.error(`${((performance.now() - begun) / 1_000).toFixed(0).padStart(5)} s  ${what}`);
}
