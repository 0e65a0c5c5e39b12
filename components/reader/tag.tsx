import { Dot } from "@/components/groups/dot";
import type { GroupOfReading, VocabularyTag } from "@/lib/schemas/group";

const NONE: readonly VocabularyTag[] = [];
/** The tags that the leads of a note's group set. */
export const vocabularyOf = (
  { layer, groupId }: { layer: string; groupId: string | null },
  groups: readonly GroupOfReading[],
): readonly VocabularyTag[] => (layer === "group" && groups.find((one) => one.id === groupId)?.vocabulary) || NONE;

/** The tag of this name that the leads set, if it is one of theirs. */
export const setFor = (tag: string, vocabulary: readonly VocabularyTag[]): VocabularyTag | undefined =>
  vocabulary.find((one) => one.tag.toLocaleLowerCase() === tag.toLocaleLowerCase());

/** A note's tag; one that the leads of its group set wears its colour and says what it is for. */
export function Tag({ tag, vocabulary }: { tag: string; vocabulary: readonly VocabularyTag[] }) {
  const set = setFor(tag, vocabulary);
  return (
    <span
      title={set?.help || undefined}
      className="inline-flex items-center gap-1.5 rounded-md bg-well px-1.5 text-ink-2 text-xs"
    >
      {set && <Dot colour={set.colour} />}
      <bdi>{tag}</bdi>
    </span>
  );
}
