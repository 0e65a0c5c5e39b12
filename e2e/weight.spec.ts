import { expect, test } from "@playwright/test";
import { answer, bring, circle, enrol, mark, share, site } from "./people";
import { scriptWeight } from "./weight";

test("the reader of a group asks for at most 200 KB of JavaScript before its reader does anything", async ({
  page,
}) => {
  await enrol(page);
  const article = await bring(page);
  const groupId = await circle("Harbour Readers", page);
  await share(page, groupId, article);
  const note = await mark(page, article, "312 crossings", { layer: "group", groupId, body: "They *counted*." });
  await answer(page, note, "With a pencil.");
  const html = await (await page.request.get(`/articles/${article.id}`)).text();
  // It is the reader, with all that it shows, that is weighed.
  expect(html).toContain("With a pencil.");
  const { count, gzipped } = await scriptWeight(site(), html);
  console.log(`${(gzipped / 1024).toFixed(1)} KB gzipped in ${count} files`);
  // React and Next alone are some 130 KB: less than that was not all of it.
  expect(gzipped / 1024).toBeGreaterThan(130);
  expect(gzipped / 1024).toBeLessThanOrEqual(200);
});
