import { beforeAll, describe, expect, test } from "vitest";
import type { Account } from "@/lib/schemas/user";
import { newVersion } from "@/lib/schemas/version";
import * as annotations from "./annotations";
import * as articles from "./articles";
import { publish } from "./publishing";
import { article, mark, people, TEXT } from "./testing.world";
import * as versions from "./versions";

let ada: Account;

beforeAll(async () => {
  ({ ada } = await people("ada"));
});

const given = (baseVersionId: string, more: object) => newVersion.parse({ baseVersionId, ...more });
/** One passage corrected, one cut, the others as they were. */
const CORRECTED = TEXT.replace(
  "The council built a bridge, and",
  "The town built a wooden bridge at last, and",
).replace("It cost four million, the ledger says.", "Nobody says any more what became of the old accounts.");
describe("a new version", () => {
  test("becomes current, with the marks at their new places, and the old one stays as it was", async () => {
    const page = await article(ada);
    const kept = await mark(ada, page.id, { quote: { exact: "The river rose twice" } });
    const moved = await mark(ada, page.id, { quote: { exact: "The council built a bridge, and then" } });
    const lost = await mark(ada, page.id, { quote: { exact: "It cost four million, the ledger says." } });
    const deleted = await mark(ada, page.id, { quote: { exact: "so high" } });
    await annotations.remove(ada, deleted.id, 1);
    const { version, anchors: counts } = await publish(
      ada,
      page.id,
      given(page.versionId, { markdown: `Before all else.\n\n${CORRECTED.split("\n\n").slice(1).join("\n\n")}` }),
    );
    expect(counts).toEqual({ kept: 1, moved: 1, orphaned: 1 });
    expect(version).toMatchObject({ number: 2, current: true, withdrawnAt: null, madeBy: { id: ada.id } });
    const now = await annotations.forArticle(ada, page.id);
    const text = version.text ?? "";
    const words = (id: string) => {
      const span = now.find((one) => one.id === id)?.span;
      return span && text.slice(span.start, span.end);
    };
    expect(words(kept.id)).toBe("The river rose twice");
    expect(words(moved.id)).toMatch(/built a wooden bridge at last, and then$/);
    expect(words(lost.id)).toBeNull();
    expect(now.at(-1)?.id).toBe(lost.id);
    const back = await annotations.restore(ada, deleted.id);
    expect(text.slice(back.span?.start, back.span?.end)).toBe("so high");
    const then = await annotations.forArticle(ada, page.id, 1);
    expect(then.map(({ id, span }) => ({ id, span }))).toEqual(
      expect.arrayContaining([kept, moved, lost].map(({ id, span }) => ({ id, span }))),
    );
    expect(await articles.read(ada, page.id)).toMatchObject({
      title: "The quiet valley",
      revision: 2,
      version: { number: 2 },
    });
    expect((await articles.read(ada, page.id, 1))?.version).toMatchObject({ text: page.text, current: false });
    expect((await versions.list(ada, page.id)).map((one) => one.number)).toEqual([2, 1]);
  });
});
