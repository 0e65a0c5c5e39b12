import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { hashOf } from "@/lib/token";
import { db } from "./client";
import * as invitations from "./invitations";
import * as invites from "./invites";
import { tokenOf } from "./joining";
import * as made from "./made-accounts";
import * as rosters from "./rosters";
import * as t from "./schema";
import { CIRCLE, has, only, row, served, type World } from "./testing.access";
import * as seeds from "./testing.world";

/** Rows of `access.table.ts`: who imports a roster, sees whom it names, and makes slips for the accounts that came of it. */

const LEADS = "owner lead";
const links: invitations.Links = { secret: "of the table", urlOf: (token) => token };
const csv = "Name,E-mail,Section\nAda,,\n";

/** Somebody whose account was made in the group. */
async function given(
  w: World,
  { user = {}, member = {} }: { user?: Partial<typeof t.users.$inferInsert>; member?: object } = {},
) {
  const id = uuid();
  await db.insert(t.users).values({ id, name: "Given", login: `given-${id}`, ...user });
  await db.insert(t.memberships).values({ groupId: w.group.id, userId: id, madeHere: true, ...member });
  return id;
}
async function named(w: World, email = `${uuid()}@example.org`) {
  const id = uuid();
  const said = { name: "Named", email, externalId: "17", maxUses: 1 };
  const link = { id, groupId: w.group.id, hash: hashOf(tokenOf(links.secret, id)), createdBy: w.owner.id, ...said };
  await db.insert(t.invites).values({ ...link, expiresAt: "2099-01-01T00:00:00Z" });
  return id;
}

only("rosters.preview", LEADS, (v, w) => served(rosters.preview(v, w.group.id, { csv })));
only("rosters.take", LEADS, (v, w) => served(rosters.take(v, w.group.id, { csv, days: 1 }, links)));
only("rosters.take: into a group that is put away", "", async (v, w) => {
  const away = await seeds.circle(w.owner, [w.lead], []);
  await db.update(t.memberships).set({ role: "lead" }).where(eq(t.memberships.userId, w.lead.id));
  await db.update(t.groups).set({ archivedAt: "2026-01-01T00:00:00Z" }).where(eq(t.groups.id, away.id));
  return served(rosters.take(v, away.id, { csv, days: 1 }, links));
});
row("rosters.awaited", LEADS, async (v, w) => {
  const id = await named(w);
  return has(rosters.awaited(v, w.group.id, { limit: 200 }), id);
});
row("rosters.awaitedCount", LEADS, async (v, w) => {
  await named(w);
  return (await rosters.awaitedCount(v, w.group.id)).all > 0;
});
only("invitations.resend: one of a roster", LEADS, async (v, w) =>
  served(invitations.resend(v, w.group.id, await named(w), links)),
);
row("made-accounts.list", LEADS, async (v, w) => {
  const id = await given(w);
  return has(made.list(v, w.group.id, { limit: 200 }), id);
});
row("made-accounts.count", LEADS, async (v, w) => {
  await given(w);
  return (await made.count(v, w.group.id)) > 0;
});
const handing = (v: Parameters<typeof made.handOut>[0], w: World, userId: string) =>
  served(made.handOut(v, w.group.id, { userIds: [userId], days: 1 }));
only("made-accounts.handOut", LEADS, async (v, w) => handing(v, w, await given(w)));
only("made-accounts.handOut: for a member with an account of their own", "", (v, w) => handing(v, w, w.member.id));
only("made-accounts.handOut: for who has an address since", "", async (v, w) =>
  handing(v, w, await given(w, { user: { email: `${uuid()}@example.org` } })),
);
only("made-accounts.handOut: for who signs in through a provider since", "", async (v, w) => {
  const userId = await given(w);
  await db.insert(t.accounts).values({ provider: "oidc", providerAccountId: userId, userId });
  return handing(v, w, userId);
});
only("made-accounts.handOut: for who leads the group since", "", async (v, w) =>
  handing(v, w, await given(w, { member: { role: "lead" } })),
);
only("made-accounts.handOut: for an administrator", "", async (v, w) =>
  handing(v, w, await given(w, { user: { role: "admin" } })),
);
only("made-accounts.handOut: for an account that another group made", "", async (v, w) => {
  const other = await seeds.circle((await seeds.people("apart")).apart, [], []);
  return handing(v, w, await given(w, { member: { groupId: other.id } }));
});
only("made-accounts.mine", "author", async (v, w) => {
  const [was] = await db.select().from(t.memberships).where(eq(t.memberships.userId, w.author.id));
  await db.update(t.memberships).set({ madeHere: true }).where(eq(t.memberships.userId, w.author.id));
  const { groups } = await made.mine(v);
  await db
    .update(t.memberships)
    .set({ madeHere: was?.madeHere ?? false })
    .where(eq(t.memberships.userId, w.author.id));
  return groups.length > 0;
});
row("invites.invitation: says that a roster names one", "member", async (v, w) => {
  const id = await named(w, w.member.email ?? "");
  const said = await invites.invitation(v, tokenOf(links.secret, id));
  await db.delete(t.invites).where(eq(t.invites.id, id));
  return said?.confirms === true;
});
only("invites.join: what a roster says of one counts", "member", async (v, w) => {
  const id = await named(w, w.member.email ?? "");
  await db.update(t.memberships).set({ externalId: null }).where(eq(t.memberships.groupId, w.group.id));
  if (CIRCLE.split(" ").some((who) => w.viewers[who as "member"]?.id === v.id))
    await invites.join(v, tokenOf(links.secret, id));
  await db.delete(t.invites).where(eq(t.invites.id, id));
  const said = await db.select().from(t.memberships).where(eq(t.memberships.userId, v.id));
  return said.some((one) => one.externalId === "17");
});
