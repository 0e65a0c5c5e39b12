import { v7 as uuid } from "uuid";
import { type NewAnnotationInput, newAnnotation } from "@/lib/schemas/annotation";
import { newArticle } from "@/lib/schemas/article";
import type { Account } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import { insert, shelve } from "./articles";
import { db } from "./client";
import * as groups from "./groups";
import { corrected, sizeOf, understandOwn } from "./imports";
import * as invites from "./invites";
import * as readings from "./readings";
import * as replies from "./replies";
import { seed } from "./testing.people";

export const TEXT = `# The quiet valley

The river rose twice that spring. “Nobody had seen it so high,” said Ada Flint, who keeps the mill.

The council built a wall. The council built a bridge, and then the river rose again.

It cost four million, the ledger says.`;

/** An article on its owner's shelf, brought in without a thread of its own. */
export async function article(owner: Account, more: { sourceUrl?: string; visibility?: "public"; text?: string } = {}) {
  const id = uuid();
  const made = understandOwn(more.text ?? TEXT, "The quiet valley");
  const about = corrected(newArticle.parse({ markdown: "", sourceUrl: more.sourceUrl }));
  const { pictures: _, warnings: __, ...kept } = made;
  const stored = { ...kept, ...about, bytes: sizeOf(made), visibility: more.visibility };
  const { versionId } = await db.transaction(async (tx) => {
    const version = await insert(tx, id, owner.id, stored);
    await shelve(tx, owner.id, id);
    return version;
  });
  return { id, versionId, text: made.text };
}

/** A mark as its author's browser would send it. */
export const mark = async (author: Account, articleId: string, more: Partial<NewAnnotationInput> = {}, id = uuid()) => {
  const input = newAnnotation.parse({
    articleId,
    kind: "claim",
    quote: { exact: "The river rose twice" },
    layer: "private",
    ...more,
  });
  return (await annotations.annotate(author, id, input)).annotation;
};

/** A group of `owner` with `members` in it, reading these articles. */
export async function circle(owner: Account, members: Account[], articleIds: string[], name = "Circle") {
  const group = await groups.create(owner, { name, description: "" });
  for (const member of members) {
    const { token } = await invites.create(owner, group.id, { role: "member", expiresIn: 3600, maxUses: 1 });
    await invites.join(member, token);
  }
  for (const id of articleIds) await readings.bring(owner, group.id, id);
  return group;
}

export const people = async <N extends string>(...names: N[]): Promise<Record<N, Account>> => {
  const found: Partial<Record<N, Account>> = {};
  for (const name of names) found[name] = await seed({ name, email: `${name}-${uuid()}@example.org` });
  return found as Record<N, Account>;
};

/** A group of `lea` that reads an article of hers, with `ann` and `bob` in it; `shared` is what a mark for it says. */
export async function together() {
  const { lea, ann, bob } = await people("lea", "ann", "bob");
  const page = await article(lea);
  const group = await circle(lea, [ann, bob], [page.id]);
  const shared = { layer: "group" as const, groupId: group.id };
  const answer = (who: Account, to: string) =>
    replies.reply(who, to, uuid(), { body: "The gauge at the mill.", parentId: null }).then((one) => one.reply);
  return { lea, ann, bob, page, group, shared, answer };
}
