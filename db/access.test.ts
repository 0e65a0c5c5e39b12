import { beforeAll, describe, expect, test } from "vitest";
import { TABLE } from "./access.table";
import { keepPlans } from "./testing";
import { isHeard, makeWorld, VIEWERS, type World } from "./testing.access";

let world: World;
beforeAll(async () => {
  await keepPlans();
  world = await makeWorld();
});

// What is heard live stands in a file of its own, which waits while others work.
describe.each(TABLE.filter((row) => !isHeard(row)))("$name", ({ may, cell }) => {
  test.each(VIEWERS)("%s", async (who) => {
    expect(await cell(world.viewers[who], world)).toBe(may.includes(who));
  });
});

/** Exports that ask nothing for a viewer, or of that very viewer only, by file; the rest must stand in the table. */
const NO_QUERIES: Record<string, string> = {
  access: "*",
  "assignment-acts": "record changedSince",
  assignments: "mayLead hasOpened countingColumns keepOpen",
  "annotation-rows": "*",
  backup: "*",
  calendars: "feed",
  carrying: "*",
  client: "*",
  credentials: "*",
  disk: "*",
  embedded: "*",
  events: "*",
  exemptions: "*",
  failures: "*",
  figures: "*",
  "first-entry": "*",
  leaving: "*",
  letters: "*",
  log: "*",
  mail: "*",
  mentions: "namedIn tellNamed standing",
  narrowing: "*",
  notices: "notify rows lineOf",
  due: "ownOf",
  "notice-letters": "*",
  "notice-settings": "leaveToken leaveOf endMail",
  post: "*",
  jobs: "*",
  rounds: "*",
  "next-version": "*",
  pace: "*",
  paging: "*",
  parts: "*",
  passwords: "*",
  places: "*",
  pool: "*",
  pooler: "*",
  presence: "choose isShown",
  pseudonyms: "personAt someoneAt idAt personAlong calledAt mentionedAs namePeople nameWriter holdsNames",
  purge: "*",
  reminders: "*",
  revisions: "*",
  sample: "*",
  schema: "*",
  signin: "*",
  slips: "*",
  telling: "*",
  together: "*",
  users: "*",
  unread: "readUpTo unreadFor among isNewAmong",
  annotations: "sectionFor",
  acts: "record",
  articles: "insert shelve",
  points: "reviewRows hold mustStudy overrideIn",
  reference: "marksOf",
  flags: "about",
  groups: "create",
  departures: "*",
  "own-times": "*",
  changes: "*",
  members: "endDue BACK",
  invites: "letsIn open stand request",
  readings: "release",
  invitations: "PER_DAY ROSTER_PER_DAY LASTS_DAYS dispatch",
  "made-accounts": "make",
  joining: "tokenOf",
  leading: "lead",
  queue: "waitsIn",
  imports: "understand understandOwn corrected keep sizeOf mayImport",
  instance: "read crown",
  quotes: "mustBeCurrent placing",
  people: "resetLinkFromShell",
  live: "listening MOST_STREAMS",
  work: "reach reachAll itemsOf sectionsOfVersions forgetSections students ownDue ownUntil writings writtenBy sectionsOfWork groundOf sectionsIn promptsIn openedAt",
  sessions: "SESSION_SECONDS open live close revokeAll standingAmong",
};

test("every export of db/ that asks for a viewer stands in the table", async () => {
  const modules = import.meta.glob<Record<string, unknown>>([
    "./*.ts",
    "!./*.test.ts",
    "!./testing*.ts",
    "!./access.table*.ts",
    "!./admin.ts",
  ]);
  const missing: string[] = [];
  for (const [path, load] of Object.entries(modules)) {
    const file = path.slice(2, -3);
    const excused = NO_QUERIES[file] ?? "";
    if (excused === "*") continue;
    for (const name of Object.keys(await load())) {
      const stands = TABLE.some(
        (row) => row.name.split(/[: ]/).includes(`${file}.${name}`) || row.name === `${file}.${name}`,
      );
      if (!stands && !excused.split(" ").includes(name)) missing.push(`${file}.${name}`);
    }
  }
  expect(missing).toEqual([]);
});
