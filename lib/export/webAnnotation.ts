import type { Annotation } from "@/lib/schemas/annotation";

type TextualBody = { type: "TextualBody"; value: string; purpose: string; format: "text/markdown" | "text/plain" };
type TextSelector =
  | { type: "TextQuoteSelector"; exact: string; prefix: string; suffix: string }
  | { type: "TextPositionSelector"; start: number; end: number };

export type WebAnnotation = {
  "@context": "http://www.w3.org/ns/anno.jsonld";
  id: string;
  type: "Annotation";
  motivation: "commenting" | "classifying" | "highlighting";
  /** `nickname` stands where the name is a pseudonym: it then says so, and whose it is nothing here does. */
  creator: { id: string; type: "Person"; name: string; nickname?: string };
  generator: { id: string; type: "Software"; name: string };
  created: string;
  modified: string;
  canonical: string;
  body: TextualBody[];
  target: { type: "SpecificResource"; source: string; selector: TextSelector[] };
};

/** The media type a client asks for to get this form. */
export const WEB_ANNOTATION = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"';

/**
 * An annotation as JSON-LD of the W3C Web Annotation Data Model. `origin` is this instance's, with no slash at its end. The
 * kind is a classifying body, each tag a tagging one; the note itself is Markdown; a quote's speaker and source describe it.
 * An orphan keeps its quote selector alone: it has no position in the current text.
 */
export function webAnnotation(annotation: Annotation, origin: string): WebAnnotation {
  const { id, articleId, author, kind, quote, span } = annotation;
  const selector: TextSelector[] = [
    { type: "TextQuoteSelector", exact: quote.exact, prefix: quote.prefix, suffix: quote.suffix },
  ];
  if (span) selector.push({ type: "TextPositionSelector", start: span.start, end: span.end });
  return {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: `${origin}/api/v1/annotations/${id}`,
    type: "Annotation",
    motivation: annotation.body !== "" ? "commenting" : kind === "note" ? "highlighting" : "classifying",
    creator: {
      ...{ id: `urn:uuid:${author.id}`, type: "Person", name: author.name },
      ...(author.pseudonym && { nickname: author.name }),
    },
    generator: { id: `${origin}/`, type: "Software", name: "Gloss" },
    created: annotation.createdAt,
    modified: annotation.updatedAt,
    canonical: `urn:uuid:${id}`,
    body: bodies(annotation),
    target: { type: "SpecificResource", source: `${origin}/articles/${articleId}`, selector },
  };
}

function bodies({ body, kind, tags, speaker, source }: Annotation): TextualBody[] {
  const plain = (purpose: string, value: string): TextualBody => ({
    type: "TextualBody",
    value,
    purpose,
    format: "text/plain",
  });
  const all: TextualBody[] = [];
  if (body !== "") all.push({ type: "TextualBody", value: body, purpose: "commenting", format: "text/markdown" });
  all.push(plain("classifying", kind), ...tags.map((tag) => plain("tagging", tag)));
  if (speaker) all.push(plain("describing", `Speaker: ${speaker}`));
  if (source) all.push(plain("describing", `Source: ${source}`));
  return all;
}
