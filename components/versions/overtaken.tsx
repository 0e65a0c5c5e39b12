import Link from "next/link";
import { Button } from "@/components/ui/button";
import { When } from "@/components/ui/when";
import type { ListedVersion } from "@/lib/schemas/version";

/** Somebody else published first: who and when, what they changed, and how to go on without losing a word. */
export function Overtaken({
  articleId,
  base,
  current,
  onCompare,
}: {
  articleId: string;
  /** The number of the version that this work was begun from. */
  base: number;
  current: ListedVersion;
  onCompare: () => void;
}) {
  return (
    <div role="alert" className="grid justify-items-start gap-3 rounded-lg bg-quote-wash px-4 py-3.5 text-sm">
      <p>
        <b className="font-semibold">
          {current.madeBy.name} published version {current.number} while you were at work
        </b>{" "}
        (<When at={current.madeAt} />
        ). Nothing of yours is lost, and nothing was published. Where your text does not have what they changed,
        publishing it would take that out again.
      </p>
      <div className="flex flex-wrap gap-2">
        <Link
          href={`/articles/${articleId}/changes?from=${base}&to=${current.number}`}
          target="_blank"
          className="inline-flex h-8 items-center rounded-lg border border-line bg-sheet px-3 font-medium hover:bg-well"
        >
          See what {current.madeBy.name} changed
        </Link>
        <Button size="sm" onClick={onCompare}>
          Compare mine with version {current.number}
        </Button>
      </div>
    </div>
  );
}
