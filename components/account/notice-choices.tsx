import { SelectField, TextField } from "@/components/ui/field";
import { ActionForm, type FormAnswer } from "@/components/ui/form";
import { NAMES, USUAL } from "@/lib/notices";
import type { ListedGroup } from "@/lib/schemas/group";
import type { Delivery, NoticeSetting } from "@/lib/schemas/notice";
import { zones } from "@/lib/zoned";
import { Section } from "./section";

type Kind = NoticeSetting["kind"];
type Form = (state: FormAnswer, form: FormData) => Promise<FormAnswer>;

const KINDS: Kind[] = ["reply", "mention", "answer", "assignment", "follow", "reading", "membership", "moderation"];
/** What only those who lead a group are told. */
const LEADS: Kind[] = ["request", "leading"];
const SAYS: [Delivery, string][] = [
  ["none", "Not at all"],
  ["off", "Here only"],
  ["once", "Here and by mail at once"],
  ["daily", "Here and in a daily mail"],
  ["weekly", "Here and in a weekly mail"],
];
const DIGESTS: [Delivery, string][] = [
  ["off", "No mail"],
  ["daily", "In a daily mail"],
  ["weekly", "In a weekly mail"],
];

/** How one is told of what, everywhere and in each group; and the time zone in which it is morning. */
export function NoticeChoices({
  chosen,
  groups,
  zone,
  mails,
  choose,
  saveZone,
}: {
  chosen: readonly NoticeSetting[];
  groups: readonly ListedGroup[];
  zone: string | null;
  /** Whether this instance sends mail at all. */
  mails: boolean;
  choose: Form;
  saveZone: Form;
}) {
  const leads = (group: ListedGroup) => group.role === "owner" || group.role === "lead";
  const fields = (groupId: string | null, kinds: readonly Kind[]) =>
    kinds.map((kind) => {
      const own = chosen.find((one) => one.kind === kind && one.groupId === groupId)?.delivery;
      return (
        <SelectField key={kind} label={NAMES[kind]} name={kind} defaultValue={own ?? (groupId ? "usual" : USUAL[kind])}>
          {groupId && <option value="usual">As everywhere</option>}
          {(kind === "leading" ? DIGESTS : SAYS).map(([value, says]) => (
            <option key={value} value={value}>
              {says}
            </option>
          ))}
        </SelectField>
      );
    });
  return (
    <div id="notices" className="scroll-mt-16">
      <Section
        title="Notices"
        lead={
          mails
            ? "What you are told on the page of notices, and what of it by mail."
            : "What you are told on the page of notices. This instance sends no mail; what you choose counts once it does."
        }
      >
        <ActionForm action={choose} submit="Save" look="plain" done="Your choice is saved.">
          <input type="hidden" name="groupId" value="" />
          <div className="grid items-end gap-5 sm:grid-cols-2">
            {fields(null, groups.some(leads) ? [...KINDS, ...LEADS] : KINDS)}
          </div>
        </ActionForm>
        {groups.map((group) => (
          <details key={group.id} className="group/choice border-line border-t pt-3">
            <summary className="cursor-pointer py-[5px] text-sm">
              In <span className="font-medium">{group.name}</span>
              {chosen.some((one) => one.groupId === group.id) && <span className="text-ink-3"> · differs</span>}
            </summary>
            <ActionForm
              action={choose}
              submit={`Save for ${group.name}`}
              look="plain"
              done="Your choice is saved."
              className="grid gap-5 py-4"
            >
              <input type="hidden" name="groupId" value={group.id} />
              <div className="grid items-end gap-5 sm:grid-cols-2">
                {fields(group.id, leads(group) ? [...KINDS, ...LEADS] : KINDS)}
              </div>
            </ActionForm>
          </details>
        ))}
        <div className="border-line border-t pt-4">
          <ActionForm action={saveZone} submit="Save the time zone" look="plain" done="Your time zone is saved.">
            <TextField
              label="Time zone"
              name="timeZone"
              list="zones"
              defaultValue={zone ?? ""}
              placeholder="UTC"
              hint="Daily and weekly mails come at seven in the morning there; weekly ones on Monday."
            />
            <datalist id="zones">
              {zones().map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          </ActionForm>
        </div>
      </Section>
    </div>
  );
}
