import { expect, test } from "vitest";
import { newThread } from "@/lib/reactions";
import { type Annotation, annotation } from "@/lib/schemas/annotation";
import { webAnnotation } from "./webAnnotation";

const ORIGIN = "https://gloss.example";

const quoted: Annotation = annotation.parse({
  id: "019a1111-0000-7000-8000-000000000001",
  articleId: "019a1111-0000-7000-8000-000000000002",
  versionId: "019a1111-0000-7000-8000-000000000003",
  kind: "quote",
  quote: { exact: "the cat", prefix: "sat. ", suffix: " ran.", start: 13, end: 20 },
  span: { start: 15, end: 22 },
  anchor: { how: "relocated", confidence: 0.9, attachedBy: null, attachedAt: null },
  body: "See **this**.",
  tags: ["cats", "running"],
  speaker: "Ada Byron",
  source: "Letters",
  layer: "public",
  groupId: null,
  sectionId: null,
  author: { id: "019a1111-0000-7000-8000-000000000004", name: "Mara" },
  revision: 2,
  createdAt: "2026-03-14T10:00:00.123456Z",
  updatedAt: "2026-03-15T10:00:00.000001Z",
  replyCount: 0,
  canEdit: false,
  canAttach: false,
  canModerate: false,
  withUser: null,
  mentions: [],
  pending: false,
  thread: newThread("2026-01-01T00:00:00.000000Z"),
});

test("says what was marked, where, by whom and when", () => {
  expect(webAnnotation(quoted, ORIGIN)).toEqual({
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: `${ORIGIN}/api/v1/annotations/${quoted.id}`,
    type: "Annotation",
    motivation: "commenting",
    creator: { id: `urn:uuid:${quoted.author.id}`, type: "Person", name: "Mara" },
    generator: { id: `${ORIGIN}/`, type: "Software", name: "Gloss" },
    created: "2026-03-14T10:00:00.123456Z",
    modified: "2026-03-15T10:00:00.000001Z",
    canonical: `urn:uuid:${quoted.id}`,
    body: [
      { type: "TextualBody", value: "See **this**.", purpose: "commenting", format: "text/markdown" },
      { type: "TextualBody", value: "quote", purpose: "classifying", format: "text/plain" },
      { type: "TextualBody", value: "cats", purpose: "tagging", format: "text/plain" },
      { type: "TextualBody", value: "running", purpose: "tagging", format: "text/plain" },
      { type: "TextualBody", value: "Speaker: Ada Byron", purpose: "describing", format: "text/plain" },
      { type: "TextualBody", value: "Source: Letters", purpose: "describing", format: "text/plain" },
    ],
    target: {
      type: "SpecificResource",
      source: `${ORIGIN}/articles/${quoted.articleId}`,
      selector: [
        { type: "TextQuoteSelector", exact: "the cat", prefix: "sat. ", suffix: " ran." },
        { type: "TextPositionSelector", start: 15, end: 22 },
      ],
    },
  });
});

test("a bare mark classifies, a bare note highlights, and an orphan has no position", () => {
  const bare = { ...quoted, body: "", tags: [], speaker: null, source: null };
  expect(webAnnotation({ ...bare, kind: "claim" }, ORIGIN)).toMatchObject({ motivation: "classifying", body: [{}] });
  expect(webAnnotation({ ...bare, kind: "note" }, ORIGIN).motivation).toBe("highlighting");
  expect(webAnnotation({ ...bare, span: null, anchor: null }, ORIGIN).target.selector.map(({ type }) => type)).toEqual([
    "TextQuoteSelector",
  ]);
});

test("names nothing that the model does not say: no layer, group or version", () => {
  expect(JSON.stringify(webAnnotation({ ...quoted, layer: "group", groupId: quoted.versionId }, ORIGIN))).not.toMatch(
    /layer|group|version|canEdit|canAttach/i,
  );
});

test("of a pseudonym it says that it is one", () => {
  const heron = { id: quoted.versionId, name: "Quiet Heron", pseudonym: true as const };
  expect(webAnnotation({ ...quoted, author: heron }, ORIGIN).creator).toEqual({
    ...{ id: `urn:uuid:${heron.id}`, type: "Person", name: "Quiet Heron", nickname: "Quiet Heron" },
  });
});
