import { beforeAll, describe, expect, test } from "vitest";
import { TABLE } from "./access.table";
import { keepPlans } from "./testing";
import { isHeard, makeWorld, VIEWERS, type World } from "./testing.access";

let world: World;
beforeAll(async () => {
  await keepPlans();
  world = await makeWorld();
});

/** The rows of the table that say who hears what live: each cell waits until something was told. */
describe.each(TABLE.filter(isHeard))("$name", ({ may, cell }) => {
  test.each(VIEWERS)("%s", async (who) => {
    expect(await cell(world.viewers[who], world)).toBe(may.includes(who));
  });
});
