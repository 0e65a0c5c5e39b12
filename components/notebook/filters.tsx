import Form from "next/form";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/input";
import { languageOf } from "@/components/ui/language";
import { distinguish, type Titled } from "@/lib/same-title";
import { KINDS, type Kind } from "@/lib/schemas/annotation";
import type { ListedArticle } from "@/lib/schemas/article";
import type { NotebookQuery } from "@/lib/schemas/notebook";

const NAMES: Record<Kind, string> = { claim: "Claims", quote: "Quotes", evidence: "Evidence", note: "Notes" };

/** The address of the notebook with these filters. */
export function notebookPath(query: Partial<NotebookQuery>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) params.set(name, value);
  return params.size > 0 ? `/notebook?${params}` : "/notebook";
}

const field = `${inputClass} !h-9 !text-sm max-sm:!text-[1rem]`;

/** Words, kind, tag and reading, through the address: it works without a script, and a view can be kept. */
export function Filters({
  query,
  tags,
  articles,
}: {
  query: NotebookQuery;
  tags: readonly string[];
  articles: readonly (Titled & Pick<ListedArticle, "dir" | "language">)[];
}) {
  const { cursor: _, ...on } = query;
  const apart = distinguish(articles);
  return (
    <Form action="/notebook" role="search" className="mb-6 flex flex-wrap items-center gap-2">
      <input
        key={`q${query.q}`}
        type="search"
        dir="auto"
        name="q"
        defaultValue={query.q}
        maxLength={200}
        aria-label="Words of a note or its passage"
        placeholder="Words of a note or its passage"
        className={`${field} !w-64 max-sm:!w-full`}
      />
      <select
        key={`k${query.kind}`}
        name="kind"
        defaultValue={query.kind ?? ""}
        aria-label="Kind"
        className={`${field} !w-auto`}
      >
        <option value="">Every kind</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {NAMES[kind]}
          </option>
        ))}
      </select>
      {(tags.length > 0 || query.tag) && (
        <select
          key={`t${query.tag}`}
          name="tag"
          defaultValue={query.tag ?? ""}
          aria-label="Tag"
          className={`${field} !w-auto max-w-48`}
        >
          <option value="">Every tag</option>
          {[...new Set([...(query.tag ? [query.tag] : []), ...tags])].map((tag) => (
            <option key={tag}>{tag}</option>
          ))}
        </select>
      )}
      {articles.length > 1 && (
        <select
          key={`a${query.article}`}
          name="article"
          defaultValue={query.article ?? ""}
          aria-label="Reading"
          className={`${field} !w-auto max-w-64`}
        >
          <option value="">Every reading</option>
          {articles.map((article) => (
            <option key={article.id} value={article.id} {...languageOf(article)}>
              {[article.title, apart.get(article.id)].filter(Boolean).join(" · ")}
            </option>
          ))}
        </select>
      )}
      <Button type="submit">Show</Button>
      {Object.values(on).some(Boolean) && (
        <Link href="/notebook" className="text-accent text-sm underline underline-offset-2">
          Clear
        </Link>
      )}
    </Form>
  );
}
