"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { languageOf } from "@/components/ui/language";
import { PARTS } from "./ahead";
import { Fold, square } from "./fold";
import { ArticleMenu } from "./menu";
import { hasOutline } from "./outline";
import { useReader, useReaderNow } from "./store";

const Here = dynamic(() => import("./here"), { ssr: false });
const Look = dynamic(() => import("./look"));

/** The reader's part of the bar on top: where one is, who reads along, how it looks, what can be done with the article. */
export function ReaderBar() {
  const article = useReader((r) => r.article);
  const groups = useReader((r) => r.groups);
  const viewer = useReader((r) => r.viewer);
  const panel = useReader((r) => r.panel);
  const setPanel = useReader((r) => r.setPanel);
  const activate = useReader((r) => r.activate);
  const group = groups.find((one) => one.mine) ?? (viewer ? undefined : groups[0]);
  const back = group ? `/groups/${group.id}` : viewer ? "/articles" : "/";
  const place = group?.name ?? (viewer ? "Library" : "Home");
  return (
    <>
      <nav aria-label="Where you are" className="flex min-w-0 flex-1 items-center gap-2 text-ink-2 text-sm">
        <Link
          href={back}
          aria-label={`Back to ${place}`}
          title={`Back to ${place}`}
          className="-ml-2 grid size-8 shrink-0 place-items-center rounded-lg hover:bg-well hover:text-ink sm:hidden"
        >
          <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-[1.6] stroke-current">
            <path d="M10 3L5 8l5 5" />
          </svg>
        </Link>
        <Link href={back} className="shrink-0 truncate py-[5px] hover:text-ink max-bar:hidden">
          {place}
        </Link>
        <span aria-hidden className="max-bar:hidden">
          /
        </span>
        <span {...languageOf(article)} className="truncate font-medium text-ink" title={article.title}>
          {article.title}
        </span>
      </nav>
      <Arrived />
      <Newer />
      <div className="flex shrink-0 items-center gap-1.5 max-sm:gap-0">
        {viewer && groups.length > 0 && <Here />}
        <ToContents />
        <Threads />
        <button
          type="button"
          aria-label="What is shown"
          title="What is shown"
          aria-expanded={panel === "filters"}
          onClick={() => {
            if (panel === "filters") return setPanel(null);
            activate(null, "text");
            setPanel("filters");
          }}
          className={`${square} bar:hidden`}
        >
          <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-[1.6] stroke-current">
            <path d="M2 4h12M4.5 8h7M7 12h2" />
          </svg>
        </button>
        <Fold label="How it looks" sign={<span className="font-serif text-[1.0625rem] leading-none">Aa</span>}>
          <Look />
        </Fold>
        <ArticleMenu />
      </div>
    </>
  );
}

/** The way to the list of the text's headings, where it has some. A phone's bar has no room: there it is in the menu. */
function ToContents() {
  const some = useReader((r) => hasOutline(r.layout));
  const open = useReader((r) => r.panel === "contents");
  const setPanel = useReader((r) => r.setPanel);
  const activate = useReader((r) => r.activate);
  if (!some) return null;
  return (
    <button
      type="button"
      aria-label="Contents"
      title="Contents (O)"
      aria-expanded={open}
      onClick={() => {
        activate(null, "text");
        setPanel(open ? null : "contents");
      }}
      className={`${square} max-sm:hidden`}
    >
      <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-[1.6] stroke-current">
        <path d="M2 3h12M5 8h9M5 13h9M2 8h.5M2 13h.5" />
      </svg>
    </button>
  );
}

/** The way to the list of all threads, and back. */
function Threads() {
  const open = useReader((r) => r.view === "threads");
  const setView = useReader((r) => r.setView);
  return (
    <button
      type="button"
      aria-label="Everything as a list"
      title="Everything as a list (T)"
      aria-pressed={open}
      onClick={() => setView(open ? "margin" : "threads")}
      className={`${square} aria-pressed:bg-well aria-pressed:text-ink`}
    >
      <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-[1.6] stroke-current">
        <path d="M2 3.5h1.5M6 3.5h8M2 8h1.5M6 8h8M2 12.5h1.5M6 12.5h8" />
      </svg>
    </button>
  );
}

/** That others wrote meanwhile: it is shown when its reader asks, lest something moves under their eyes. */
function Arrived() {
  const arrived = useReader((r) => r.arrived).length;
  const show = useReader((r) => r.showArrived);
  return (
    <p role="status" className="shrink-0 text-sm">
      {arrived > 0 && (
        <button
          type="button"
          onClick={show}
          className="rounded-full border border-line bg-sheet px-2.5 py-0.5 font-medium text-accent text-xs hover:border-line-2 max-bar:h-9"
        >
          Show {arrived} new
        </button>
      )}
    </p>
  );
}

/** That somebody published meanwhile: the page stays as it is until its reader asks for the new text. */
function Newer() {
  const newer = useReader((r) => r.newer);
  const now = useReaderNow();
  const read = async () => {
    const { carryPlace } = await PARTS.place();
    carryPlace(now());
    location.assign(`/articles/${now().article.id}`);
  };
  return (
    <p role="status" className="shrink-0 text-ink-2 text-sm">
      {newer !== null && (
        <>
          <span className="max-rail:sr-only">A new version was published. </span>
          <button
            type="button"
            onClick={() => void read()}
            className="font-medium text-accent underline decoration-1 underline-offset-2 max-bar:h-11"
          >
            <span className="rail:hidden">New version: read it</span>
            <span className="max-rail:hidden">Read it</span>
          </button>
        </>
      )}
    </p>
  );
}
