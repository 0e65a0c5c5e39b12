import { readdirSync, readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { NewsOf } from "@/components/home/news";
import { NoticeRow } from "@/components/notices/row";
import { newThread } from "@/lib/reactions";
import type { Annotation } from "@/lib/schemas/annotation";
import { Note } from "./note";

const at = "2026-01-01T00:00:00.000000Z";
const bo = { id: "bo", name: "Bo" };
const ARABIC = { id: "x", title: "آخر عبارة في السنة", dir: "rtl", language: "ar" } as const;
const note: Annotation = {
  ...{ id: "a", articleId: "x", versionId: "v", kind: "claim", body: "שלום", tags: [], speaker: "رنا", source: null },
  quote: { exact: "غادرت العبارة", prefix: "", suffix: "", start: 1, end: 14 },
  ...{ span: null, anchor: null, layer: "private", groupId: null, sectionId: null, withUser: null, mentions: [] },
  ...{ author: bo, revision: 1, createdAt: at, updatedAt: at, replyCount: 0, pending: false },
  ...{ canEdit: true, canAttach: true, canModerate: false, thread: newThread(at) },
};

test("in the notebook a passage is in its text's language, and a note runs as its words do", () => {
  const drawn = renderToStaticMarkup(createElement(Note, { annotation: note, written: ARABIC, byline: "" }));
  expect(drawn).toMatch(/<blockquote lang="ar" dir="rtl"[^>]*>.*غادرت/);
  expect(drawn).toMatch(/<p dir="auto">שלום/);
  expect(drawn).toMatch(/<p dir="auto"[^>]*>Speaker: رنا/);
});

test("a notice names the language of the quote and of the title, and words run as they do", () => {
  const notice = {
    ...({ id: "n", kind: "reply", line: "l", what: null, at, read: true, actor: bo, article: ARABIC } as const),
    ...{ group: null, assignment: null, annotationId: "a", replyId: "r", mine: true },
    ...{ quote: "غادرت", words: "שלום" },
  };
  const drawn = renderToStaticMarkup(createElement(NoticeRow, { notice }));
  expect(drawn).toMatch(/<span lang="ar" dir="rtl"[^>]*>غادرت/);
  expect(drawn).toMatch(/<bdi lang="ar" dir="rtl"[^>]*>آخر/);
  expect(drawn).toMatch(/<span dir="auto"[^>]*>שלום/);
});

test("so does what is new on the first page", () => {
  const reply = { id: "r", annotationId: "a", kind: "claim", exact: "غادرت", body: "שלום", by: bo, at } as const;
  const news = { begun: [], brought: [], unread: [], replies: [{ ...reply, article: ARABIC, together: null }] };
  const drawn = renderToStaticMarkup(
    createElement(NewsOf, { news, readAll: async () => ({ status: "done" as const, message: "" }) }),
  );
  expect(drawn).toMatch(/<span lang="ar" dir="rtl"[^>]*>غادرت/);
  expect(drawn).toMatch(/<span lang="ar" dir="rtl"[^>]*>آخر/);
  expect(drawn).toMatch(/<span dir="auto"[^>]*>שלום/);
});

test("every field for longer words runs as its words do", () => {
  const files = readdirSync("components", { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".tsx"),
  );
  const fields = files.flatMap((name) =>
    [...readFileSync(`components/${name}`, "utf8").matchAll(/<textarea[^>]*/g)].map(([tag]) => ({ name, tag })),
  );
  expect(fields.length).toBeGreaterThan(5);
  expect(fields.filter(({ tag }) => !/\bdir=/.test(tag))).toEqual([]);
});
