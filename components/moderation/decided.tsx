import { When } from "@/components/ui/when";
import type { Decision } from "@/lib/schemas/moderation";

/** What was decided of something of mine, in words: by whom as a group, and why. */
export function decisionWords({ what, group, detail, subject }: Decision): string {
  const by = group ? `a lead of ${group.name}` : "an administrator";
  const thing = subject?.kind ?? "note";
  switch (what) {
    case "hide":
      return `Your ${thing} was hidden by ${by}`;
    case "reject":
      return `Your ${thing} was turned down by ${by}`;
    case "restore":
      return `Your ${thing} was put back by ${by}`;
    case "approve":
      return `Your ${thing} was let stand by ${by}`;
    case "warn":
      return `You were warned by ${by}`;
    case "remove":
      return `You were taken out of ${group?.name ?? "a group"}`;
    case "role":
      return `You are ${detail.to === "owner" ? "an" : "a"} ${detail.to} of ${group?.name ?? "a group"} now`;
    case "slip":
      return `A new sign-in slip was made for you by ${by}`;
    case "dismiss":
      return `A report of your ${thing} came to nothing`;
  }
}

/** One of them, with the reason and my own words. */
export function Decided({ of }: { of: Decision }) {
  return (
    <li id={`act-${of.id}`} className="grid scroll-mt-20 gap-1.5 border-line border-t py-4 text-sm">
      <p className="break-words">
        <b className="font-medium">{decisionWords(of)}</b>
        {of.reason && of.what !== "remove" && `: ${of.reason}`}{" "}
        <span className="text-ink-2 text-xs">
          <When at={of.at} />
        </span>
      </p>
      {of.subject && (
        <div className="rounded-lg bg-well px-3 py-2 text-ink-2">
          {of.subject.exact && (
            <p dir="auto" className="line-clamp-2 break-words font-serif">
              “{of.subject.exact}”
            </p>
          )}
          {of.subject.body && (
            <p dir="auto" className="line-clamp-4 whitespace-pre-line break-words">
              {of.subject.body}
            </p>
          )}
          <p className="text-ink-3 text-xs">
            {of.subject.articleTitle && `${of.subject.articleTitle} · `}
            {of.subject.hidden ? "Only you see it" : "It stands"}
          </p>
        </div>
      )}
    </li>
  );
}
