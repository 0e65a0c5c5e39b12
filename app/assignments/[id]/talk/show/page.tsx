import "./show.css";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Presenter } from "@/components/assignments/presenter";
import { Asked, why } from "@/components/assignments/talk";
import { talkPath } from "@/components/assignments/talk-path";
import { Blocks } from "@/components/reader/blocks";
import { KindTag } from "@/components/ui/kind";
import { parse } from "@/lib/markdown";
import { openLed } from "../../open";
import { passagesOf } from "../passages";

export async function generateMetadata({ params }: PageProps<"/assignments/[id]/talk/show">): Promise<Metadata> {
  return { title: `Shown to the class: ${(await openLed(params, "/talk/show")).assignment.title}` };
}

/** How large words may be, by how many they are. */
const sizeOf = (words: string) => (words.length < 160 ? "few" : words.length < 420 ? "some" : "many");

/** One passage at a time in large type, for a class. Without a script it is read by scrolling. */
export default async function ShowPage({ params, searchParams }: PageProps<"/assignments/[id]/talk/show">) {
  const { who, assignment, query, passages } = await passagesOf(params, searchParams, "/talk/show");
  const { id, title, readings } = assignment;
  if (passages.length === 0) redirect(talkPath(id, query));
  return (
    <Presenter
      back={talkPath(id, query)}
      title={title}
      names={query.names}
      toggled={talkPath(id, { ...query, names: !query.names }, true)}
      keys={who.settings.keys !== false}
    >
      {passages.map((passage, i) => (
        <section key={passage.annotationId} aria-label={`Passage ${i + 1} of ${passages.length}`} className="slide">
          <div>
            {readings.length > 1 && <p className="of">{passage.articleTitle}</p>}
            <blockquote dir="auto" data-words={sizeOf(passage.exact)}>
              {passage.exact.trim()}
            </blockquote>
            <p className="why">{why(passage)}</p>
            {passage.notes.length > 0 && (
              <ul>
                {passage.notes.map((note) => (
                  <li key={note.id}>
                    <Blocks of={parse(note.body)} />
                    <p className="by">
                      <KindTag kind={note.kind} />
                      <Asked of={note} />
                      <span className="who">{note.author.name}</span>
                    </p>
                  </li>
                ))}
              </ul>
            )}
          </div>
        </section>
      ))}
    </Presenter>
  );
}
