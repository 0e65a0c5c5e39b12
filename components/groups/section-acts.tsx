"use client";
import { type Act, ActButton } from "@/components/ui/act";
import { Ask } from "@/components/ui/ask";
import { TextField } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import { useWanted } from "./use-wanted";

/** What can be done to a section. Its forms are made when one of them is opened, as those of a member are. */
export function SectionActs({
  groupId,
  section,
  asked,
  rename,
  remove,
}: {
  groupId: string;
  section: { id: string; name: string };
  /** The page was asked for with them. */
  asked: boolean;
  rename: Act;
  remove: Act;
}) {
  const { box, wanted, want } = useWanted(asked);
  const named = <span className="sr-only"> {section.name}</span>;
  return (
    <div ref={box} className="-mr-3 flex flex-wrap has-[[open]]:-ml-3 has-[[open]]:basis-full">
      <Ask label={<>Rename{named}</>} className="open:basis-full [&>div]:mx-3" onOpen={want}>
        {wanted && (
          <ActionForm action={rename} submit="Save" look="plain" done="Renamed." className="grid w-full gap-4">
            <input type="hidden" name="groupId" value={groupId} />
            <input type="hidden" name="sectionId" value={section.id} />
            <TextField
              key={section.name}
              label={`New name of ${section.name}`}
              name="name"
              defaultValue={section.name}
              maxLength={60}
              required
              autoComplete="off"
            />
          </ActionForm>
        )}
      </Ask>
      <Ask label={<>Take away{named}</>} className="open:basis-full [&>div]:mx-3" onOpen={want}>
        {wanted && (
          <>
            <p>Its people are in no section then. A section that notes stand in stays.</p>
            <ActButton
              action={remove}
              fields={{ groupId, sectionId: section.id }}
              said={`${section.name} is gone.`}
              look="danger"
            >
              Take {section.name} away
            </ActButton>
          </>
        )}
      </Ask>
      {!wanted && (
        <noscript>
          <a href={`?section=${section.id}#sections`} className="my-0 px-3 py-1 text-sm underline">
            With forms
          </a>
        </noscript>
      )}
    </div>
  );
}
