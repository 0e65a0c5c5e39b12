import Link from "next/link";
import { Dotted } from "@/components/library/particulars";
import { type Act, ActButton } from "@/components/ui/act";
import { When } from "@/components/ui/when";
import type { ListedVersion } from "@/lib/schemas/version";

const link = "font-medium text-accent underline underline-offset-2";

/** One version in the history. What can be done with it is offered to whoever may publish. */
export function VersionRow({
  articleId,
  version,
  former,
  shown,
  acts,
}: {
  articleId: string;
  version: ListedVersion;
  /** The version before it, as far as there is one. */
  former: ListedVersion | null;
  /** The latest version before it whose text is shown. */
  shown: ListedVersion | null;
  acts: { withdraw: Act; putBack: Act } | null;
}) {
  const { number, current, withdrawnAt, withdrawnBy } = version;
  const fields = { articleId, number: String(number) };
  const address = current ? `/articles/${articleId}` : `/articles/${articleId}?version=${number}`;
  return (
    <li className="flex flex-wrap items-baseline gap-x-5 gap-y-2 border-line border-t py-5">
      <div className="grid min-w-[14rem] flex-1 gap-1.5">
        <h2 className="flex items-baseline gap-2.5 font-semibold font-serif text-[1.2rem] leading-snug tracking-[-0.01em]">
          <Link href={address} className="underline-offset-4 hover:underline">
            Version {number}
          </Link>
          {current && <Tag>Current</Tag>}
          {withdrawnAt && <Tag>Withdrawn</Tag>}
        </h2>
        <p className="text-ink-2 text-sm">
          <Dotted
            parts={[
              <When key="at" at={version.madeAt} />,
              `by ${version.madeBy.name}`,
              `${version.words.toLocaleString("en")} words${former ? difference(version.words - former.words) : ""}`,
            ]}
          />
        </p>
        {withdrawnAt && (
          <p className="text-ink-3 text-sm">
            Withdrawn <When at={withdrawnAt} />
            {withdrawnBy && ` by ${withdrawnBy.name}`}: its text is no longer shown. Notes made on it stay.
          </p>
        )}
      </div>
      <div className="-mr-3 flex min-h-8 flex-wrap items-center gap-x-1 max-bar:-ml-3 max-bar:w-full">
        {!withdrawnAt && (
          <Link href={address} className={`${link} px-3 py-1 text-sm`} aria-label={`Read version ${number}`}>
            Read
          </Link>
        )}
        {shown && !withdrawnAt && (
          <Link
            href={`/articles/${articleId}/changes?from=${shown.number}&to=${number}`}
            className={`${link} px-3 py-1 text-sm`}
            aria-label={`What changed from version ${shown.number} to version ${number}`}
          >
            {shown === former ? "What changed" : `What changed since version ${shown.number}`}
          </Link>
        )}
        {acts &&
          !current &&
          (withdrawnAt ? (
            <ActButton
              action={acts.putBack}
              undo={acts.withdraw}
              fields={fields}
              said={`Version ${number} can be read again.`}
              label={`Put version ${number} back`}
            >
              Put back
            </ActButton>
          ) : (
            <ActButton
              action={acts.withdraw}
              undo={acts.putBack}
              fields={fields}
              said={`Version ${number} is withdrawn: its text is no longer shown.`}
              label={`Withdraw version ${number}`}
            >
              Withdraw
            </ActButton>
          ))}
      </div>
    </li>
  );
}

const Tag = ({ children }: { children: string }) => (
  <span className="rounded-full bg-well px-2 py-px font-medium font-sans text-xs text-ink-2 tracking-normal">
    {children}
  </span>
);

const difference = (more: number) =>
  more === 0 ? "" : ` (${more > 0 ? "+" : "−"}${Math.abs(more).toLocaleString("en")})`;
