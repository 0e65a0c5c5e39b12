import Link from "next/link";
import { When } from "@/components/ui/when";
import type { Act } from "@/lib/schemas/moderation";

const what = ({ what: done, user, detail, subject }: Act): string => {
  const thing = subject ? `a ${subject.kind} of ${user.name}` : `something of ${user.name}`;
  switch (done) {
    case "hide":
      return `hid ${thing}`;
    case "restore":
      return `restored ${thing}`;
    case "approve":
      return `let ${thing} stand`;
    case "reject":
      return `turned down ${thing}`;
    case "dismiss":
      return `left ${thing} as it was`;
    case "warn":
      return `warned ${user.name}`;
    case "remove":
      return `removed ${user.name}`;
    case "role":
      return `made ${user.name} ${detail.to === "owner" ? "an" : "a"} ${detail.to}, formerly ${detail.from}`;
    case "slip":
      return `made a new sign-in slip for ${user.name}`;
  }
};

/** What was decided, by whom and why, the newest first; `older` leads to the page before. */
export function Log({ items, older }: { items: readonly Act[]; older: string | null }) {
  return (
    <>
      <ol>
        {items.map((one) => (
          <li key={one.id} className="grid gap-1 border-line border-t py-3.5 text-sm">
            <p className="break-words">
              <b className="font-medium">{one.by.name}</b> {what(one)}{" "}
              <span className="text-ink-2 text-xs">
                <When at={one.at} />
              </span>
            </p>
            {one.reason && (
              <p dir="auto" className="break-words text-ink-2">
                “{one.reason}”
              </p>
            )}
            {one.subject && (
              <p dir="auto" className="line-clamp-2 break-words text-ink-2">
                {one.subject.hidden ? (
                  one.subject.body || one.subject.exact
                ) : (
                  <Link href={`/t/${one.subject.annotationId}`} className="underline underline-offset-2">
                    {one.subject.body || one.subject.exact}
                  </Link>
                )}
              </p>
            )}
          </li>
        ))}
      </ol>
      {older && (
        <p className="pt-4 text-sm">
          <Link href={older} className="text-accent underline underline-offset-2">
            Older
          </Link>
        </p>
      )}
    </>
  );
}
