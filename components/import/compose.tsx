"use client";
import { type ClipboardEvent, type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ClientForm } from "@/components/ui/client-form";
import { inputClass } from "@/components/ui/input";
import type { Draft } from "./draft";
import { EncodingChoice } from "./encoding";
import type { Failed } from "./importer";
import {
  ACCEPTED,
  isRich,
  LONG,
  MAX_BYTES,
  megabytes,
  NO_ADDRESS,
  readAs,
  readFile,
  type Source,
  type Taken,
  toAddress,
  Unreadable,
} from "./source";
import { Refused, Working } from "./working";

/** What a page says of a text that is given to it. */
const NEW = {
  label: "Or its text",
  says: "Nothing is saved yet. An article is private until you make it public.",
  empty:
    "Paste the article here, with its formatting or without, or drop a .txt, .md or .html file anywhere on this page. The first line becomes the title.",
  here: "/articles/new",
};

/** The four ways in: an address (where `web` is), a paste, Markdown, a file chosen or dropped anywhere. */
export function Compose({
  web = true,
  words = NEW,
  draft,
  taken,
  failed,
  busy,
  share,
  onDraft,
  onTake,
  onReread,
  onWhole,
  onRefuse,
  onLook,
  onCancel,
}: {
  web?: boolean;
  words?: typeof NEW;
  draft: Pick<Draft, "text" | "as" | "url">;
  taken: Taken | null;
  failed: Pick<Failed, "message" | "status" | "errors"> | null;
  busy: string | null;
  share?: number;
  onDraft: (next: Partial<Draft>) => void;
  onTake: (source: Taken | null) => void;
  /** What was taken, read in the encoding that its reader chose; it is shown, and not looked at yet. */
  onReread: (source: Taken) => void;
  /** Takes all of the page in which no article was found; absent where that is not so. */
  onWhole?: () => void;
  onRefuse: (message: string) => void;
  onLook: (source: Source) => void;
  onCancel: () => void;
}) {
  const id = useId();
  const [noAddress, setNoAddress] = useState(false);
  // What the server says of the address stands at its field, as what this page says of it.
  const refused = web ? failed?.errors?.url : undefined;
  const wrong = noAddress ? NO_ADDRESS : refused?.join(" ");
  const elsewhere = refused && Object.keys(failed?.errors ?? {}).length === 1 ? null : failed;
  useEffect(() => {
    if (refused) document.getElementById(`${id}-url`)?.focus();
  }, [refused, id]);
  const chooser = useRef<HTMLInputElement>(null);
  const dropping = useDrop(take);

  async function take(files: FileList | null) {
    const [file, more] = files ?? [];
    if (!file) return;
    if (more) return onRefuse("One file at a time: each becomes an article of its own.");
    try {
      onTake(await readFile(file, navigator.languages));
    } catch (error) {
      onRefuse(error instanceof Unreadable ? error.message : `“${file.name}” could not be read. Choose it again.`);
    }
  }

  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const { clipboardData, currentTarget: field } = event;
    if (clipboardData.files.length > 0) {
      event.preventDefault();
      return void take(clipboardData.files);
    }
    const plain = clipboardData.getData("text/plain");
    const html = clipboardData.getData("text/html");
    const replacesAll = field.selectionEnd - field.selectionStart === field.value.length;
    const rich = draft.as === "text" && replacesAll && isRich(html);
    if (!rich && plain.length < LONG) return;
    event.preventDefault();
    const whole = field.value.slice(0, field.selectionStart) + plain + field.value.slice(field.selectionEnd);
    const text = rich ? html : whole;
    // Counted in UTF-16 units, which are never more than the bytes: what is surely too large is not sent.
    if (text.length > MAX_BYTES)
      return onRefuse(`That is ${megabytes(text.length)}; at most 10 MB can be brought in at once.`);
    onTake({
      way: "taken",
      as: rich ? "html" : draft.as,
      text,
      name: rich ? "Rich text from the clipboard" : "A long text from the clipboard",
      whole: false,
      plain: rich ? plain : null,
    });
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (taken) return onLook(taken);
    if (draft.text.trim() === "") return onRefuse("There is no text yet. Paste or write one first.");
    onLook({ way: "typed", as: draft.as, text: draft.text });
  };
  const fetchPage = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const url = draft.url.trim();
    if (url === "") return onRefuse("Enter the address of a page first.");
    const address = toAddress(url);
    setNoAddress(address === null);
    if (address === null) return document.getElementById(`${id}-url`)?.focus();
    onLook({ way: "address", url: address });
  };

  return (
    <div className="grid gap-7">
      {busy ? (
        <Working words={busy} share={share} onCancel={onCancel} />
      ) : (
        <Refused failed={elsewhere} here={words.here}>
          {onWhole && (
            <Button size="sm" onClick={onWhole} className="mt-2">
              Use everything on the page
            </Button>
          )}
        </Refused>
      )}
      {web && (
        <ClientForm onSubmit={fetchPage} className="grid gap-1.5" noValidate>
          <label htmlFor={`${id}-url`} className="font-medium text-sm">
            From the web
          </label>
          <div className="flex gap-2">
            <input
              id={`${id}-url`}
              type="url"
              inputMode="url"
              placeholder="https://"
              value={draft.url}
              onChange={(event) => {
                setNoAddress(false);
                onDraft({ url: event.target.value });
              }}
              className={inputClass}
              aria-invalid={wrong !== undefined || undefined}
              aria-describedby={wrong ? `${id}-url-wrong ${id}-url-hint` : `${id}-url-hint`}
            />
            <Button type="submit" className="!h-10" disabled={busy !== null}>
              Fetch
            </Button>
          </div>
          {wrong && (
            <p id={`${id}-url-wrong`} role="alert" className="text-danger text-sm">
              {wrong}
            </p>
          )}
          <p id={`${id}-url-hint`} className="text-ink-3 text-xs">
            The article is looked for in the page; menus and advertisements stay behind. Its pictures are stored with
            it.
          </p>
        </ClientForm>
      )}

      <ClientForm onSubmit={submit} className="grid gap-2" noValidate>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <label htmlFor={`${id}-text`} className="font-medium text-sm">
            {words.label}
          </label>
          <div className="flex items-center gap-3">
            {!taken && <Reading as={draft.as} onChange={(as) => onDraft({ as })} />}
            <Button size="sm" onClick={() => chooser.current?.click()} disabled={busy !== null}>
              Choose a file
            </Button>
            <input
              ref={chooser}
              type="file"
              accept={ACCEPTED}
              aria-label="A .txt, .md or .html file"
              tabIndex={-1}
              className="sr-only"
              onChange={(event) => {
                void take(event.target.files);
                // The same file, corrected meanwhile, can be chosen again.
                event.target.value = "";
              }}
            />
          </div>
        </div>
        {taken ? (
          <TakenPiece
            taken={taken}
            onPlain={() => {
              onTake(null);
              onDraft({ text: taken.plain ?? "", as: "text" });
            }}
            onRemove={() => onTake(null)}
            onEncoding={async (encoding) => onReread(await readAs(taken, encoding))}
          />
        ) : (
          <textarea
            dir="auto"
            id={`${id}-text`}
            rows={16}
            value={draft.text}
            onChange={(event) => onDraft({ text: event.target.value })}
            onPaste={paste}
            onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && submit(event)}
            placeholder={
              draft.as === "markdown"
                ? "# A title\n\nMarkdown with headings, lists, quotes, tables, footnotes and formulas."
                : words.empty
            }
            spellCheck={false}
            className={`w-full resize-y rounded-xl border border-line-2/60 bg-sheet px-5 py-4 text-[1.0625rem] leading-[1.6] focus:border-accent focus:outline-2 focus:outline-accent/35 focus:outline-offset-0 ${draft.as === "markdown" ? "font-mono !text-[0.9375rem]" : "font-serif"}`}
          />
        )}
        <div className="flex flex-wrap items-center gap-3 pt-2">
          <Button type="submit" look="primary" busy={busy !== null}>
            Preview
          </Button>
          <span className="text-ink-3 text-xs">{words.says}</span>
        </div>
      </ClientForm>
      {dropping && (
        <div className="pointer-events-none fixed inset-3 z-50 grid place-items-center rounded-2xl border-2 border-accent border-dashed bg-paper/90 font-medium font-serif text-2xl">
          Drop it to bring it in
        </div>
      )}
    </div>
  );
}

function Reading({ as, onChange }: { as: "text" | "markdown"; onChange: (as: "text" | "markdown") => void }) {
  const name = useId();
  return (
    <fieldset className="flex gap-0.5 rounded-[9px] bg-well p-[3px] text-sm">
      <legend className="sr-only">Read the text as</legend>
      {(["text", "markdown"] as const).map((way) => (
        <label
          key={way}
          className="rounded-[7px] px-3 py-0.5 font-medium text-ink-2 has-checked:bg-sheet has-checked:text-ink has-checked:shadow-[0_1px_2px_rgb(0_0_0/.08)] has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input type="radio" name={name} className="sr-only" checked={as === way} onChange={() => onChange(way)} />
          {way === "text" ? "Text" : "Markdown"}
        </label>
      ))}
    </fieldset>
  );
}

/** A file, or a paste that is kept whole: its name, its size, how it begins. */
function TakenPiece({
  taken,
  onPlain,
  onRemove,
  onEncoding,
}: {
  taken: Taken;
  onPlain: () => void;
  onRemove: () => void;
  onEncoding: (encoding: string) => void;
}) {
  const begins = (taken.plain ?? taken.text).slice(0, 600);
  return (
    <div className="grid gap-3 rounded-xl border border-line bg-sheet px-5 py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="min-w-0 break-words font-medium">{taken.name}</span>
        <span className="text-ink-3 text-xs">{taken.text.length.toLocaleString("en")} characters</span>
      </div>
      {taken.encoded && <EncodingChoice encoded={taken.encoded} onChange={onEncoding} />}
      <p className="line-clamp-6 whitespace-pre-line break-words font-serif text-ink-2 text-lg">{begins}</p>
      <div className="-ml-3 flex flex-wrap gap-1">
        {taken.plain !== null && taken.plain.length < LONG && (
          <Button look="quiet" size="sm" onClick={onPlain}>
            Use its plain text
          </Button>
        )}
        <Button look="quiet" size="sm" onClick={onRemove}>
          Take it away
        </Button>
      </div>
    </div>
  );
}

/** True while a file is held over the page; `take` receives what is dropped. */
function useDrop(take: (files: FileList | null) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const files = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent) => {
      if (!files(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!files(event)) return;
      event.preventDefault();
      setOver(false);
      latest.current(event.dataTransfer?.files ?? null);
    };
    document.addEventListener("dragenter", enter);
    document.addEventListener("dragover", enter);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragenter", enter);
      document.removeEventListener("dragover", enter);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, []);
  return over;
}
