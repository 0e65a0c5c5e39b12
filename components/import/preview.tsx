"use client";
import Link from "next/link";
import { useEffect, useMemo, useRef } from "react";
import { minutes } from "@/components/library/particulars";
import { Text } from "@/components/reader/text";
import { Button } from "@/components/ui/button";
import { Answers, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { layout } from "@/lib/article/text";
import type { Annotation } from "@/lib/schemas/annotation";
import type { Preview } from "@/lib/schemas/article";
import { EncodingChoice } from "./encoding";
import { excerpt } from "./excerpt";
import type { Failed } from "./importer";
import { LineEndsChoice } from "./line-ends";
import { PartChoice } from "./parts";
import type { Encoded } from "./source";
import { Refused, Working } from "./working";

const UNMARKED: readonly Annotation[] = [];
const corrected = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
type Particular = "title" | "byline" | "site" | "language" | "publishedAt";
/** What of the form says something else than was found: looked at in another way, the rest is found anew. */
const changed = (form: HTMLFormElement, preview: Preview): Record<string, string> =>
  Object.fromEntries(
    Object.entries(corrected(form)).filter(([name, value]) => value !== (preview[name as Particular] ?? "")),
  );

/** What was understood of an import, for its reader to correct before it is saved. */
export function Understood({
  preview,
  encoded,
  part,
  lines,
  corrections,
  group,
  failed,
  busy,
  onCorrect,
  onEncoding,
  onLines,
  onPart,
  onSave,
  onCancel,
  onBack,
}: {
  preview: Preview;
  /** How its file was read, where that can be chosen. */
  encoded: Encoded | null;
  /** Which of `preview.parts` it is. */
  part: string;
  /** How the line ends of a text were read; `null` where there is nothing to choose. */
  lines: string | null;
  corrections: Record<string, string>;
  group: { name: string } | null;
  failed: Failed | null;
  busy: string | null;
  onCorrect: (corrections: Record<string, string>) => void;
  onEncoding: (encoding: string) => void;
  onLines: (lines: string) => void;
  onPart: (part: string) => void;
  onSave: (corrections: Record<string, string>) => void;
  onCancel: () => void;
  onBack: () => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const shown = useMemo(() => {
    const { tree, whole } = excerpt(preview.tree);
    return { tree, whole, layout: layout(tree) };
  }, [preview.tree]);
  // The page has changed under the reader: the focus goes to where the new part begins.
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (failed?.errors) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [failed]);
  const value = (name: Particular) => corrections[name] ?? preview[name] ?? "";

  return (
    <div className="grid gap-6">
      <h2 ref={heading} tabIndex={-1} className="font-semibold font-serif text-xl tracking-tight outline-none">
        What was understood
      </h2>
      {preview.already.length > 0 && (
        <Notice>
          You have this already:{" "}
          {preview.already.map((article, i) => (
            <span key={article.id}>
              {i > 0 && ", "}
              <Link href={`/articles/${article.id}`} className="font-medium text-accent underline underline-offset-2">
                {article.title}
              </Link>
            </span>
          ))}
          . Saving makes a second one, with marks of its own.
        </Notice>
      )}
      {preview.warnings.length > 0 && (
        <ul className="grid gap-1 rounded-lg bg-quote-wash px-3.5 py-2.5 text-ink text-sm">
          {preview.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {encoded && <EncodingChoice encoded={encoded} onChange={onEncoding} />}
      {lines && <LineEndsChoice lines={lines} onChange={onLines} />}
      {preview.parts.length > 0 && <PartChoice parts={preview.parts} part={part} onPart={onPart} />}
      <form
        ref={form}
        // The fields hold their own text: another import has its own.
        key={preview.importId}
        noValidate
        className="grid gap-5"
        onInput={(event) => onCorrect(changed(event.currentTarget, preview))}
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) onSave(corrected(event.currentTarget));
        }}
      >
        <Answers value={{ errors: failed?.errors }}>
          <TextField label="Title" name="title" defaultValue={value("title")} maxLength={300} required />
          <div className="grid grid-cols-2 gap-x-4 gap-y-5 max-sm:grid-cols-1">
            <TextField label="By" name="byline" defaultValue={value("byline")} maxLength={300} />
            <TextField label="Published in" name="site" defaultValue={value("site")} maxLength={200} />
            <TextField
              label="Date"
              name="publishedAt"
              defaultValue={value("publishedAt")}
              placeholder="2026-03-14, 2026-03 or 2026"
              maxLength={10}
            />
            <TextField
              label="Language"
              name="language"
              defaultValue={value("language")}
              placeholder="A tag such as en or pt-BR"
              maxLength={35}
            />
          </div>
        </Answers>
        {busy ? <Working words={busy} onCancel={onCancel} /> : <Refused failed={failed} />}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" look="primary" busy={busy !== null}>
            {group ? `Save and bring to ${group.name}` : "Save and read"}
          </Button>
          <Button onClick={onBack}>Back to what you gave</Button>
          <span className="ml-auto text-ink-2 text-sm">
            {preview.words.toLocaleString("en")} words · {minutes(preview.words)}
          </span>
        </div>
      </form>
      <section
        aria-label="The text as it was understood"
        dir={preview.dir}
        lang={preview.language ?? undefined}
        className="reader border-line border-t pt-8"
        data-size="19"
      >
        <div className="text">
          <Text
            tree={shown.tree}
            layout={shown.layout}
            shown={UNMARKED}
            images={`/api/v1/imports/${preview.importId}/images`}
            active={null}
            hovered={null}
            numbers={null}
          />
        </div>
        {!shown.whole && (
          <p className="mt-6 border-line border-t pt-4 font-sans text-ink-2 text-sm">
            So it goes on, for {preview.words.toLocaleString("en")} words in all. Everything is saved; this page shows
            how it begins.
          </p>
        )}
      </section>
    </div>
  );
}
