import Form from "next/form";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/input";
import type { TableQuery } from "@/lib/schemas/standings";
import { sortOf, tablePath } from "./table-path";

const field = `${inputClass} !h-9 !text-sm max-sm:!text-[1rem]`;

/** A name and a section, through the address: it works without a script. */
export function Narrow({
  page,
  query,
  sections,
}: {
  page: string;
  query: TableQuery;
  sections: readonly { id: string; name: string }[];
}) {
  const narrowed = Boolean(query.q || query.section || query.only);
  return (
    <Form action={page} scroll={false} role="search" className="mb-5 flex flex-wrap items-center gap-2 print:hidden">
      {query.only && <input type="hidden" name="only" value={query.only} />}
      {sortOf(query) && <input type="hidden" name="sort" value={sortOf(query) ?? ""} />}
      <input
        key={`q${query.q}`}
        type="search"
        name="q"
        defaultValue={query.q}
        maxLength={200}
        aria-label="Name of a student"
        placeholder="Name of a student"
        className={`${field} !w-56 max-sm:!w-full`}
      />
      {sections.length > 0 && (
        <select
          key={`s${query.section}`}
          name="section"
          defaultValue={query.section ?? ""}
          aria-label="Section"
          className={`${field} !w-auto max-w-56`}
        >
          <option value="">Every section</option>
          {[...sections]
            .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }))
            .map((section) => (
              <option key={section.id} value={section.id}>
                {section.name}
              </option>
            ))}
          <option value="none">In no section</option>
        </select>
      )}
      <Button type="submit">Show</Button>
      {narrowed && (
        <Link
          href={tablePath(page, { ...query, q: "", section: null, only: null })}
          scroll={false}
          className="ml-1 text-accent text-sm underline underline-offset-2"
        >
          Show everyone
        </Link>
      )}
    </Form>
  );
}
