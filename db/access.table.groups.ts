import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { hashOf, newToken } from "@/lib/token";
import * as annotations from "./annotations";
import { db } from "./client";
import * as groups from "./groups";
import * as invites from "./invites";
import * as leading from "./leading";
import * as members from "./members";
import * as t from "./schema";
import { CIRCLE, has, only, row, served, type World } from "./testing.access";
import * as seeds from "./testing.world";

/** Rows of `access.table.ts`: what those who lead a group do with it, and how one asks to be let in. */

const LEADS = "owner lead";

async function section(w: World, groupId = w.group.id) {
  const id = uuid();
  await db.insert(t.sections).values({ id, groupId, name: "One", position: 0 });
  return id;
}
/** Somebody who asks to be let into the group. */
async function asking(w: World) {
  const { apart } = await seeds.people("apart");
  const id = uuid();
  await db.insert(t.joinRequests).values({ id, groupId: w.group.id, userId: apart.id });
  return { id, userId: apart.id };
}

only("members.hold", CIRCLE, (v, w) => served(db.transaction((tx) => members.hold(tx, v, w.group.id))));
for (const patch of [{ archived: false }, { ending: false }, { premoderated: false }])
  only(`leading.change: ${Object.keys(patch)}`, "owner", (v, w) => served(leading.change(v, w.group.id, patch)));
row("leading.sectionsOf", CIRCLE, async (v, w) => {
  const id = await section(w);
  return has(leading.sectionsOf(v, w.group.id), id);
});
only("leading.addSection", LEADS, (v, w) => served(leading.addSection(v, w.group.id, "One")));
only("leading.renameSection", LEADS, async (v, w) =>
  served(leading.renameSection(v, w.group.id, await section(w), "A")),
);
only("leading.renameSection: of another group", "", async (v, w) => {
  const other = await seeds.circle((await seeds.people("apart")).apart, [], []);
  return served(leading.renameSection(v, w.group.id, await section(w, other.id), "A"));
});
only("leading.removeSection", LEADS, async (v, w) => served(leading.removeSection(v, w.group.id, await section(w))));
only("leading.spread", LEADS, (v, w) => served(leading.spread(v, w.group.id, 1000)));
only("leading.discuss", LEADS, (v, w) => served(leading.discuss(v, w.group.id, w.closed.id, false)));
only("members.revise: another section", LEADS, async (v, w) =>
  served(members.revise(v, w.group.id, w.guest.id, { sectionId: await section(w) })),
);
only("members.revise: a section of another group", "", async (v, w) => {
  const other = await seeds.circle((await seeds.people("apart")).apart, [], []);
  return served(members.revise(v, w.group.id, w.guest.id, { sectionId: await section(w, other.id) }));
});
only("invites.create: a lead", "owner", (v, w) =>
  served(invites.create(v, w.group.id, { role: "lead", expiresIn: 60 })),
);
only("members.remove: a lead", "owner", async (v, w) => {
  const { out } = await seeds.people("out");
  await db.insert(t.memberships).values({ groupId: w.group.id, userId: out.id, role: "lead" });
  return served(members.remove(v, w.group.id, out.id));
});

row("leading.requests", LEADS, async (v, w) => {
  const { id } = await asking(w);
  return has(leading.requests(v, w.group.id), id);
});
row("groups.read: how many ask to be let in", LEADS, async (v, w) => {
  await asking(w);
  return ((await groups.read(v, w.group.id))?.requests ?? 0) > 0;
});
only("leading.answer", LEADS, async (v, w) => served(leading.answer(v, w.group.id, (await asking(w)).id, false)));
only("leading.withdraw: what another asked", "", async (v, w) => {
  await asking(w);
  return served(leading.withdraw(v, w.group.id));
});
row("invites.invitation: says that one asked", "stranger", async (v, w) => {
  const [id, token, inviteId] = [uuid(), newToken(), uuid()];
  const link = { id: inviteId, groupId: w.group.id, hash: hashOf(token), approval: true, createdBy: w.owner.id };
  await db.insert(t.invites).values({ ...link, expiresAt: "2099-01-01T00:00:00Z" });
  await db.insert(t.joinRequests).values({ id, groupId: w.group.id, userId: w.stranger.id, inviteId });
  const said = await invites.invitation(v, token);
  await db.delete(t.joinRequests).where(eq(t.joinRequests.id, id));
  return said?.asked === true;
});
only("annotations.read: what one took along when leaving", "", async (v, w) => {
  const { out } = await seeds.people("out");
  await db.insert(t.memberships).values({ groupId: w.group.id, userId: out.id });
  const note = await seeds.mark(out, w.closed.id, w.shared);
  await members.remove(out, w.group.id, out.id, { takeNotes: true });
  return served(annotations.read(v, note.id));
});
