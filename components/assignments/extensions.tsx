import { type Act, ActButton } from "@/components/ui/act";
import { Ask } from "@/components/ui/ask";
import { SelectField } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import type { Assignment } from "@/lib/schemas/assignment";
import type { Extension } from "@/lib/schemas/extension";
import type { Person } from "@/lib/schemas/user";
import { wall } from "@/lib/zoned";
import { ClockField } from "./clock-field";
import { Confirm } from "./confirm";
import { Moment } from "./moment";

/** Who has more time: a table of them, a form for another, and the same form below each to change it. */
export function Extensions({
  assignment,
  extensions,
  subjects,
  acts,
}: {
  assignment: Assignment;
  extensions: readonly Extension[];
  subjects: { students: readonly Person[]; sections: readonly Person[] };
  acts: Record<"extend" | "retract", Act>;
}) {
  const { id, dueAt, timeZone } = assignment;
  if (!dueAt)
    return (
      <p className="text-ink-2 text-sm">
        Nobody needs more time while there is no due date. Set one to give some more.
      </p>
    );
  const free = (list: readonly Person[]) =>
    list.filter((one) => !extensions.some(({ user, section }) => user?.id === one.id || section?.id === one.id));
  const [sections, students] = [free(subjects.sections), free(subjects.students)];
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      {extensions.length > 0 ? (
        <div className="-mx-2 overflow-x-auto px-2">
          <table className="w-full text-left text-sm max-bar:block [&>tbody]:max-bar:block">
            <caption className="sr-only">Who has more time</caption>
            <thead className="text-ink-3 text-xs max-bar:sr-only">
              <tr>
                <th scope="col" className="py-1.5 pr-4 font-medium">
                  Who
                </th>
                <th scope="col" className="py-1.5 pr-4 font-medium">
                  Due
                </th>
                <th scope="col" className="py-1.5 pr-4 font-medium max-bar:hidden">
                  Late until
                </th>
                <th scope="col" className="py-1.5">
                  <span className="sr-only">Change</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {extensions.map((one) => (
                <Row key={one.id} extension={one} assignment={assignment} acts={acts} />
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p className="text-ink-2 text-sm">Nobody has more time than the others.</p>
      )}
      {sections.length + students.length > 0 ? (
        <Ask label="Give more time" className="-ml-3 open:ml-0">
          <ActionForm action={acts.extend} submit="Give more time" className="grid w-full gap-4" done="It is given.">
            <input type="hidden" name="assignmentId" value={id} />
            <SelectField label="Who" name="of" defaultValue="">
              <option value="" disabled>
                Choose
              </option>
              {sections.length > 0 && (
                <optgroup label="Sections">
                  {sections.map((one) => (
                    <option key={one.id} value={`section:${one.id}`}>
                      {one.name}
                    </option>
                  ))}
                </optgroup>
              )}
              <optgroup label="Students">
                {students.map((one) => (
                  <option key={one.id} value={`user:${one.id}`}>
                    {one.name}
                  </option>
                ))}
              </optgroup>
            </SelectField>
            <Times zone={timeZone} dueAt={dueAt} lateUntil={null} />
            <Confirm />
          </ActionForm>
        </Ask>
      ) : (
        extensions.length === 0 && (
          <p className="text-ink-2 text-sm">Whoever joins the group as a member can be given some here.</p>
        )
      )}
    </div>
  );
}

function Times({ zone, dueAt, lateUntil }: { zone: string; dueAt: string; lateUntil: string | null }) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <ClockField label="Due for them" name="dueAt" zone={zone} defaultValue={wall(dueAt, zone)} />
      <ClockField
        label="Late until"
        aside="optional"
        name="lateUntil"
        zone={zone}
        defaultValue={lateUntil ? wall(lateUntil, zone) : ""}
        hint="If empty, the same as for everyone."
      />
    </div>
  );
}

function Row({
  extension,
  assignment,
  acts,
}: {
  extension: Extension;
  assignment: Assignment;
  acts: Record<"extend" | "retract", Act>;
}) {
  const { id, user, section, dueAt, lateUntil } = extension;
  const { timeZone } = assignment;
  const name = user?.name ?? section?.name;
  const spent = assignment.dueAt !== null && new Date(dueAt) <= new Date(assignment.dueAt);
  return (
    <tr className="border-line border-t align-top max-bar:grid max-bar:grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)]">
      <th scope="row" className="max-w-48 break-words py-2.5 pr-4 font-medium">
        {name}
        {section && <span className="font-normal text-ink-2"> · section</span>}
      </th>
      <td className="py-2.5 pr-4">
        <Moment at={dueAt} zone={timeZone} />
        {lateUntil && (
          <span className="hidden text-ink-2 text-xs max-bar:block">
            late until <Moment at={lateUntil} zone={timeZone} />
          </span>
        )}
        {spent && (
          <span className="block text-ink-2 text-xs">
            Everyone’s due date is later now, and it applies to them too.
          </span>
        )}
      </td>
      <td className="py-2.5 pr-4 text-ink-2 max-bar:hidden">
        {lateUntil ? <Moment at={lateUntil} zone={timeZone} /> : assignment.lateUntil ? "as for everyone" : "–"}
      </td>
      <td className="w-px py-1 max-bar:col-span-2 max-bar:w-auto max-bar:pt-0">
        <div className="-mr-3 flex justify-end max-bar:-ml-3 max-bar:justify-start has-[[open]]:mr-0 has-[[open]]:flex-wrap has-[[open]]:justify-start">
          <Ask
            label={
              <>
                Change<span className="sr-only"> more time of {name}</span>
              </>
            }
            className="open:w-72 max-bar:open:w-full max-bar:open:px-3"
          >
            <ActionForm action={acts.extend} submit="Save" look="plain" className="grid w-full gap-4">
              <input type="hidden" name="assignmentId" value={assignment.id} />
              <input type="hidden" name="of" value={user ? `user:${user.id}` : `section:${section?.id}`} />
              <Times zone={timeZone} dueAt={dueAt} lateUntil={lateUntil} />
              <Confirm />
            </ActionForm>
          </Ask>
          <Ask
            label={
              <>
                Take away<span className="sr-only"> more time of {name}</span>
              </>
            }
            className="open:w-72 max-bar:open:w-full max-bar:open:px-3"
          >
            <p>Take away the extension of {name}? Work after everyone’s due date is late then, or no longer counts.</p>
            <ActButton
              action={acts.retract}
              fields={{ assignmentId: assignment.id, extensionId: id }}
              said={`It is due for ${name} as for everybody.`}
              look="danger"
              label={`Take away the extension of ${name}`}
            >
              Take away extension
            </ActButton>
          </Ask>
        </div>
      </td>
    </tr>
  );
}
