"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/app/boundary";
import * as articles from "@/db/articles";
import * as publishing from "@/db/publishing";
import { notFound } from "@/lib/problem";
import { newVersion } from "@/lib/schemas/version";
import { id } from "@/lib/schemas/wire";

// What the pages do through the API while their script runs, as plain forms for browsers without one.

const source = z.object({
  articleId: id,
  baseVersionId: id,
  title: z.string().optional(),
  markdown: z.string().optional(),
  url: z.string().optional(),
});
/** Previews a text, and shows the preview. */
export const look = action(source, async (viewer, { articleId, title, ...given }) => {
  const article = (await articles.read(viewer, articleId)) ?? notFound();
  const titled = title?.trim() && title.trim() !== article.title;
  const input = newVersion.parse({ ...given, ...(titled && { title }) });
  const { importId } = await publishing.preview(viewer, articleId, input);
  redirect(`/articles/${articleId}/edit/${importId}`);
});

const ready = z.object({ articleId: id, importId: id, baseVersionId: id, confirm: z.literal("yes").optional() });
/** Publishes what was previewed. */
export const publish = action(ready, async (viewer, { articleId, confirm, ...given }) => {
  await publishing.publish(viewer, articleId, { ...given, confirm: confirm !== undefined });
  redirect(`/articles/${articleId}`);
});
