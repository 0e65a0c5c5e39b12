/** What a reading can be known by beside its title. */
export type Titled = {
  id: string;
  title: string;
  byline: string | null;
  publishedAt: string | null;
  addedBy: { name: string };
  /** When it was added, in ISO 8601. */
  createdAt: string;
};

const key = (title: string) => title.normalize("NFC").trim().replace(/\s+/gu, " ").toLowerCase();
const dated = (style: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC", ...style });
  return ({ createdAt }: Titled) => `added ${format.format(new Date(createdAt))}`;
};
const minute = dated({ timeStyle: "short" });
const second = dated({ timeStyle: "medium" });

/** From what a reader would recognise first to what surely differs. */
const FACETS: readonly ((one: Titled) => string)[] = [
  ({ byline }) => byline ?? "",
  ({ publishedAt }) => publishedAt ?? "",
  ({ addedBy }) => `added by ${addedBy.name}`,
  dated({}),
  (one) => `${minute(one)} UTC`,
  (one) => `${second(one)} UTC`,
];

/**
 * What tells readings of one title apart in a list: author, date of publication, who added it, the day it was added, the
 * minute or the second; of these as few as serve. Empty for a title that stands in the list once.
 * @returns for the id of each reading, its words
 */
export function distinguish(readings: readonly Titled[]): ReadonlyMap<string, string> {
  const alike = new Map<string, Titled[]>();
  for (const one of readings) {
    const same = alike.get(key(one.title));
    if (same) same.push(one);
    else alike.set(key(one.title), [one]);
  }
  return new Map(
    [...alike.values()].flatMap((same) => {
      const facets = chosen(same);
      return same.map((one) => [one.id, said(one, facets)] as const);
    }),
  );
}

const said = (one: Titled, facets: typeof FACETS): string =>
  facets
    .map((facet) => facet(one))
    .filter(Boolean)
    .join(" · ");
const apart = (same: readonly Titled[], facets: typeof FACETS) => new Set(same.map((one) => said(one, facets))).size;

/** Each facet that tells more of them apart than those before it. */
function chosen(same: readonly Titled[]): typeof FACETS {
  let facets: typeof FACETS = [];
  for (const facet of FACETS)
    if (apart(same, [...facets, facet]) > Math.max(1, apart(same, facets))) facets = [...facets, facet];
  return facets;
}
