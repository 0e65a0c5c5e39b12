"use client";
import { MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import type { Annotation } from "@/lib/schemas/annotation";
import { call } from "./client";
import { ask } from "./following";
import type { Assigned, Outcome } from "./model";
import { useReader, useReaderNow } from "./store";

/** In the menu of an instructor's own note for the whole group: to make it a question of an assignment, and to order those. */
export function AskItems({ annotation }: { annotation: Annotation }) {
  const { id, groupId, sectionId, withUser, canEdit } = annotation;
  const assigned = useReader((r) => r.assigned);
  const now = useReaderNow();
  const toast = useToast();
  const plain = canEdit && groupId !== null && !sectionId && !withUser;
  const change = async (sent: Promise<Outcome<unknown>>, said: string) => {
    const outcome = await sent;
    if (!outcome.ok) return toast({ text: outcome.message });
    await ask(now);
    toast({ text: said });
  };
  const put = ({ id: to, title }: Assigned, position?: number) =>
    change(
      call("PUT", `assignments/${to}/prompts/${id}`, { body: position === undefined ? {} : { position } }),
      position === undefined ? `It is a question of “${title}” now.` : `It is question ${position + 1} now.`,
    );
  return assigned
    .filter((one) => plain && one.leads && one.group.id === groupId)
    .map((one) => {
      const at = one.prompts.findIndex(({ annotationId }) => annotationId === id);
      if (at < 0)
        return (
          <MenuItem key={one.id} onSelect={() => void put(one)}>
            Ask in “{one.title}”
          </MenuItem>
        );
      return [
        at > 0 && (
          <MenuItem key={`${one.id} earlier`} onSelect={() => void put(one, at - 1)}>
            Ask it earlier
          </MenuItem>
        ),
        at < one.prompts.length - 1 && (
          <MenuItem key={`${one.id} later`} onSelect={() => void put(one, at + 1)}>
            Ask it later
          </MenuItem>
        ),
        <MenuItem
          key={one.id}
          onSelect={() =>
            void change(call("DELETE", `assignments/${one.id}/prompts/${id}`), "It is a note like any other now.")
          }
        >
          No question of “{one.title}”
        </MenuItem>,
      ];
    });
}
