import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { GroupOfReading } from "@/lib/schemas/group";
import { openedFrom } from "./address";
import { ME, rememberedLayer, rememberLayer } from "./layer-memory";

const group = (id: string, given: Partial<GroupOfReading> = {}): GroupOfReading =>
  ({ id, name: id, writes: true, leads: false, sections: [], section: null, ...given }) as GroupOfReading;
const GROUPS = [group("harbour"), group("class")];
const to = (groupId: string, sectionId: string | null = null) => ({ layer: "group", groupId, sectionId });

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

test("whoever opens a text from a group writes for that group at first", () => {
  expect(rememberedLayer("ada", "ferry", GROUPS)).toEqual(ME);
  expect(rememberedLayer("ada", "ferry", GROUPS, "harbour")).toEqual(to("harbour"));
  expect(rememberedLayer("ada", "ferry", GROUPS, "harbour", "class")).toEqual(to("harbour"));
  expect(rememberedLayer("ada", "ferry", GROUPS, null, "class")).toEqual(to("class"));
});

test('the last choice is kept, but another group\'s page counts for more, and "only me" for most', () => {
  rememberLayer("ada", "ferry", { layer: "group", groupId: "class" });
  expect(rememberedLayer("ada", "ferry", GROUPS)).toEqual(to("class"));
  expect(rememberedLayer("ada", "ferry", GROUPS, "harbour")).toEqual(to("harbour"));
  rememberLayer("ada", "ferry", ME);
  expect(rememberedLayer("ada", "ferry", GROUPS, "harbour", "class")).toEqual(ME);
  expect(rememberedLayer("bo", "ferry", GROUPS, "harbour")).toEqual(to("harbour"));
});

test("nothing goes to a group that its reader is not in, or only reads", () => {
  expect(rememberedLayer("ada", "ferry", [group("harbour", { writes: false })], "harbour")).toEqual(ME);
  expect(rememberedLayer("ada", "ferry", GROUPS, "elsewhere")).toEqual(ME);
  rememberLayer("ada", "ferry", { layer: "group", groupId: "class" });
  expect(rememberedLayer("ada", "ferry", GROUPS, "elsewhere")).toEqual(to("class"));
});

test("a browser that keeps nothing knows the group all the same", () => {
  vi.unstubAllGlobals();
  expect(rememberedLayer("ada", "ferry", GROUPS, "harbour")).toEqual(to("harbour"));
});

test("a section that was chosen is kept for its own group, and none is taken for all when it is gone", () => {
  const led = group("class", { leads: true, sections: [{ id: "north", name: "North" }] as GroupOfReading["sections"] });
  rememberLayer("ada", "ferry", { layer: "group", groupId: "class", sectionId: "north" });
  expect(rememberedLayer("ada", "ferry", [led], "class")).toEqual(to("class", "north"));
  expect(rememberedLayer("ada", "ferry", [group("harbour"), led], "harbour")).toEqual(to("harbour"));
  expect(rememberedLayer("ada", "ferry", [{ ...led, sections: [] }], "class")).toEqual(ME);
});

test("an address names the group it comes from, or shows that group's notes alone", () => {
  expect(openedFrom("?group=harbour&reply=r")).toBe("harbour");
  expect(openedFrom("?layer=class")).toBe("class");
  expect(openedFrom("?layer=private")).toBeNull();
  expect(openedFrom("")).toBeNull();
});
