import { type Act, ActButton } from "@/components/ui/act";
import { Copy } from "@/components/ui/copy";
import type { GroupKind, Joins } from "@/lib/schemas/group";

const KINDS: readonly { kind: GroupKind; name: string; says: string }[] = [
  {
    kind: "invite",
    name: "By invitation",
    says: "Only whom its leads let in sees its readings, its notes and its people.",
  },
  {
    kind: "link",
    name: "By a link",
    says: "Whoever has its link comes in, and can pass it on. It is as closed as the first to everybody else.",
  },
  {
    kind: "public",
    name: "Public",
    says: "Anyone, also without an account, sees its name, what it reads and what its members write there, with their names. Only its members write, and see who is in it. It reads public articles.",
  },
];
export const KIND_NAMES: Record<GroupKind, string> = {
  invite: "By invitation",
  link: "Open to whoever has its link",
  public: "Public: anyone may read it",
};

/** Of which kind a group is, as one choice that says what each shows to whom. */
export function KindField({ kind }: { kind: GroupKind }) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">Who comes in, and who reads</legend>
      {KINDS.map((one) => (
        <label
          key={one.kind}
          className="grid grid-cols-[auto_1fr] gap-x-3 rounded-lg border border-line bg-sheet px-3.5 py-3 text-sm hover:border-line-2 has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
        >
          <input
            type="radio"
            name="kind"
            value={one.kind}
            defaultChecked={one.kind === kind}
            aria-labelledby={`kind-${one.kind}`}
            aria-describedby={`kind-${one.kind}-says`}
            className="mt-0.5 size-4 accent-ink outline-none"
          />
          <span className="grid gap-0.5">
            <span id={`kind-${one.kind}`} className="font-medium">
              {one.name}
            </span>
            <span id={`kind-${one.kind}-says`} className="text-ink-2">
              {one.says}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const DOES: Record<"link" | "public", Record<Joins, string>> = {
  link: {
    "at-once": "Whoever opens it comes in.",
    ask: "Whoever opens it asks to come in, and a lead decides.",
    nobody: "The link is switched off: nobody comes in by it.",
  },
  public: {
    "at-once": "Whoever wants to joins from the group’s page.",
    ask: "Whoever wants to asks from the group’s page, and a lead decides.",
    nobody: "Nobody new comes in from the group’s page.",
  },
};
const CHOICES: Record<"link" | "public", Record<Joins, string>> = {
  link: { "at-once": "Let in at once", ask: "Let them ask first", nobody: "Switch the link off" },
  public: { "at-once": "Let in at once", ask: "Let them ask first", nobody: "Take nobody new" },
};
const ORDER: readonly Joins[] = ["at-once", "ask", "nobody"];

/** How people come in by themselves: the standing link of a group, or what the page of a public one offers. */
export function StandingLink({
  groupId,
  kind,
  joins,
  url,
  act,
}: {
  groupId: string;
  kind: "link" | "public";
  joins: Joins;
  url: string | null;
  act: Act;
}) {
  return (
    <div className="grid gap-3 border-line border-t pt-4">
      {url && <Copy value={url} label="The group’s link" />}
      <p className="text-ink-2 text-sm">{DOES[kind][joins]}</p>
      <div className="-ml-3 flex flex-wrap">
        {ORDER.filter((one) => one !== joins).map((one) => (
          <ActButton key={one} action={act} fields={{ groupId, joins: one }} said={DOES[kind][one]}>
            {joins === "nobody" && one === "at-once" && kind === "link" ? "Switch the link on" : CHOICES[kind][one]}
          </ActButton>
        ))}
        {url && (
          <ActButton action={act} fields={{ groupId, renew: "yes" }} said="The former link no longer works.">
            Renew the link
          </ActButton>
        )}
      </div>
    </div>
  );
}
