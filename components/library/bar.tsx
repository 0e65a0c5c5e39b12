import Form from "next/form";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/input";

const query = (given: Record<string, string | undefined>) => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (value) params.set(name, value);
  return params.size ? `?${params}` : "";
};

/** Shelf or archive, and words of the title. A plain form and plain links: it works without a script. */
export function LibraryBar({ q, show }: { q: string; show: "shelf" | "archive" }) {
  const place = (name: "shelf" | "archive", label: string) => (
    <Link
      href={`/articles${query({ q, show: name === "archive" ? name : undefined })}`}
      aria-current={show === name ? "page" : undefined}
      className="rounded-[7px] px-3.5 py-1 font-medium text-ink-2 hover:text-ink aria-[current=page]:bg-sheet aria-[current=page]:text-ink aria-[current=page]:shadow-[0_1px_2px_rgb(0_0_0/.08)]"
    >
      {label}
    </Link>
  );
  return (
    <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
      <nav aria-label="Which readings" className="flex gap-0.5 rounded-[9px] bg-well p-[3px] text-sm">
        {place("shelf", "Shelf")}
        {place("archive", "Archive")}
      </nav>
      <TitleFilter action="/articles" q={q} hidden={show === "archive" ? { show } : {}} />
    </div>
  );
}

/** Filters a list of readings by words of their titles, through the address. */
export function TitleFilter({
  action,
  q,
  hidden = {},
  label = "Words of a title",
}: {
  action: string;
  q: string;
  hidden?: Record<string, string>;
  /** What is looked for. */
  label?: string;
}) {
  return (
    <Form action={action} role="search" className="flex gap-2 max-sm:w-full">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input
        // The field follows the address, also when the reader goes back.
        key={q}
        type="search"
        dir="auto"
        name="q"
        defaultValue={q}
        maxLength={200}
        aria-label={label}
        placeholder={label}
        className={`${inputClass} !h-9 w-56 !text-sm max-sm:!text-[1rem] max-sm:w-full`}
      />
      <Button type="submit">Find</Button>
    </Form>
  );
}

/** The way on in a long list, and back to its beginning. */
export function More({
  path,
  next,
  begun,
  back = "Back to the newest",
  ...rest
}: {
  path: string;
  next: string | null;
  begun: boolean;
  back?: string;
  q?: string;
  show?: string;
}) {
  if (!next && !begun) return null;
  return (
    <nav aria-label="More of this list" className="flex gap-4 border-line border-t pt-5 text-sm">
      {begun && (
        <Link href={`${path}${query(rest)}`} className="font-medium text-accent underline-offset-4 hover:underline">
          {back}
        </Link>
      )}
      {next && (
        <Link
          href={`${path}${query({ ...rest, cursor: next })}`}
          className="font-medium text-accent underline-offset-4 hover:underline"
        >
          More
        </Link>
      )}
    </nav>
  );
}
