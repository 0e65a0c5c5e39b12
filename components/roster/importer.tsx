"use client";
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { type Answer, post } from "@/components/import/ask";
import { Button } from "@/components/ui/button";
import { ClientForm } from "@/components/ui/client-form";
import { textareaClass } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import type { Encoding } from "@/lib/encodings";
import type { Columns, RosterPreview, RosterTaken } from "@/lib/schemas/roster";
import { Days } from "./days";
import { Understood } from "./preview";
import { Result } from "./result";
import type { Place } from "./slips";

/** As the API takes them; a module of schemas would be the largest script of the page. */
const MOST_BYTES = 4 * 1024 * 1024;

/** A roster on its way: what is given, what it is understood as, what came of it. Nothing changes before it is imported. */
export function RosterImporter({ groupId, place, mails }: { groupId: string; place: Place; mails: boolean }) {
  const router = useRouter();
  const [csv, setCsv] = useState("");
  const [file, setFile] = useState<string | null>(null);
  const [preview, setPreview] = useState<RosterPreview | null>(null);
  const [taken, setTaken] = useState<RosterTaken | null>(null);
  const [days, setDays] = useState(14);
  const [wrong, setWrong] = useState<string | null>(null);
  const [guessed, setGuessed] = useState<{ bytes: Uint8Array; encoding: Encoding } | null>(null);
  const [busy, setBusy] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const id = useId();

  const ask = async <T,>(body: object): Promise<T | null> => {
    setBusy(true);
    setWrong(null);
    const answer: Answer<T> | null = await post<T>(`groups/${groupId}/roster`, body, new AbortController().signal);
    setBusy(false);
    if (answer?.ok) return answer.value;
    setWrong(answer?.message ?? null);
    return null;
  };
  const look = async (text: string, columns?: Columns) => {
    const found = await ask<RosterPreview>({ csv: text, columns, preview: true });
    if (found) setPreview(found);
    top.current?.scrollIntoView({ block: "start" });
  };
  const choose = async (given: File | undefined) => {
    if (!given) return;
    if (given.size > MOST_BYTES) return setWrong(`${given.name} is larger than a roster can be: 4 MB at most.`);
    try {
      const { decodeTable } = await import("@/lib/roster-encoding");
      const bytes = new Uint8Array(await given.arrayBuffer());
      const { text, guessed } = decodeTable(bytes, navigator.languages);
      setCsv(text);
      setFile(given.name);
      setGuessed(guessed && { bytes, encoding: guessed });
      await look(text);
    } catch {
      setWrong(`${given.name} is no table that can be read. In your spreadsheet, save it as “CSV UTF-8” first.`);
    }
  };
  const readAgain = async (bytes: Uint8Array, encoding: Encoding) => {
    const { read } = await import("@/lib/roster-encoding");
    const text = read(bytes, encoding);
    setCsv(text);
    setGuessed({ bytes, encoding });
    await look(text);
  };
  const take = async () => {
    const done = await ask<RosterTaken>({ csv, columns: preview?.columns, days });
    if (!done) return;
    setTaken(done);
    setPreview(null);
    router.refresh();
    top.current?.scrollIntoView({ block: "start" });
  };
  const again = () => {
    setTaken(null);
    setPreview(null);
    setCsv("");
    setFile(null);
    setGuessed(null);
  };

  return (
    <div ref={top} className="grid scroll-mt-20 grid-cols-1 gap-5 border-line border-t pt-5">
      {wrong && <Notice tone="danger">{wrong}</Notice>}
      {taken ? (
        <Result taken={taken} place={place} mails={mails} onAgain={again} />
      ) : preview ? (
        <Understood
          preview={preview}
          file={file}
          encoding={guessed?.encoding ?? null}
          onEncoding={(encoding) => guessed && void readAgain(guessed.bytes, encoding)}
          busy={busy}
          onColumns={(columns) => void look(csv, columns)}
          onImport={take}
          onBack={() => setPreview(null)}
        >
          <Days value={days} onChange={setDays} />
        </Understood>
      ) : (
        <ClientForm
          className="grid grid-cols-1 gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (csv.trim()) void look(csv);
            else setWrong("Choose a file, or paste the roster.");
          }}
        >
          <p className="max-w-prose text-ink-2 text-sm">
            A table with a line for each person: a name, and where there are any an e-mail address, a section and an ID
            of your school’s. Whoever has an address is invited by mail and decides; for the others an account is made,
            with a slip to print. Importing the same roster again doubles nobody. At most 5,000 people at once.
          </p>
          <div className="grid gap-1.5">
            <div className="flex items-center justify-between gap-3">
              <label htmlFor={id} className="font-medium text-sm">
                The roster
              </label>
              <Button size="sm" disabled={busy} onClick={() => chooser.current?.click()}>
                Choose a file
              </Button>
              <input
                ref={chooser}
                type="file"
                accept=".csv,.tsv,.txt,.xls,text/csv"
                aria-label="A .csv file"
                tabIndex={-1}
                className="sr-only"
                onChange={(event) => {
                  void choose(event.target.files?.[0]);
                  // The same file, corrected meanwhile, can be chosen again.
                  event.target.value = "";
                }}
              />
            </div>
            <textarea
              dir="ltr"
              id={id}
              rows={6}
              value={csv}
              spellCheck={false}
              autoComplete="off"
              placeholder={"Name, E-mail, Section, ID\nAmara Mensah, amara@school.example, A, 1017"}
              className={`${textareaClass} font-mono text-sm`}
              onChange={(event) => {
                setCsv(event.target.value);
                setFile(null);
                setGuessed(null);
              }}
            />
            <p className="text-ink-3 text-xs">
              Paste it from a spreadsheet, or choose a CSV file. Nothing is changed yet.
            </p>
          </div>
          <div>
            <Button type="submit" look="primary" busy={busy}>
              Preview
            </Button>
          </div>
        </ClientForm>
      )}
    </div>
  );
}
