"use client";
import { Lock } from "@/components/ui/within";
import type { Annotation } from "@/lib/schemas/annotation";
import type { Person } from "@/lib/schemas/user";
import { layerName } from "./model";
import { useReader } from "./store";

/** Whether this reader may talk alone with somebody about what stands in a group: one of the two leads it. */
export function useMayTalk(
  annotation: Pick<Annotation, "layer" | "groupId" | "withUser">,
): (person: Person | null) => boolean {
  const me = useReader((r) => r.viewer?.id);
  const group = useReader((r) => r.groups.find((g) => g.id === annotation.groupId));
  const open = group?.writes && annotation.layer === "group" && !annotation.withUser;
  return (person) =>
    Boolean(
      open && me && person && person.id !== me && (group.leads || group.ledBy.some((one) => one.id === person.id)),
    );
}

/** Says plainly that only two see it. */
export function Alone({ annotation }: { annotation: Annotation }) {
  const me = useReader((r) => r.viewer?.id);
  const groups = useReader((r) => r.groups);
  if (!annotation.withUser) return null;
  return (
    <p className="mb-1.5 flex items-center gap-1.5 font-medium text-ink-2 text-xs">
      <Lock />
      {layerName(annotation, groups, me)}
    </p>
  );
}
