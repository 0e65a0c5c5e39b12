/** One value of a page's query, when it was given once. */
export const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

/** The way to a page that leads on to `next` afterwards. */
export const withNext = (page: string, next: string): string =>
  next === "/" ? page : `${page}?${new URLSearchParams({ next })}`;
