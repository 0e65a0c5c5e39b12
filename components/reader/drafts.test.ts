import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { count, createWriter, DELAY_MS, drop, keep, kept, look, wipe } from "./drafts";

/** A browser's storage with as much room as the test gives it. */
class Shelf implements Storage {
  readonly rows = new Map<string, string>();
  constructor(private readonly room = Number.POSITIVE_INFINITY) {}
  get length() {
    return this.rows.size;
  }
  key = (i: number) => [...this.rows.keys()][i] ?? null;
  getItem = (key: string) => this.rows.get(key) ?? null;
  removeItem = (key: string) => void this.rows.delete(key);
  clear = () => this.rows.clear();
  setItem(key: string, value: string) {
    if (value.length > this.room) throw new DOMException("full", "QuotaExceededError");
    this.rows.set(key, value);
  }
}
const AMARA = "amara";
const JUN = "jun";
const forbidden = (): Storage => {
  throw new DOMException("no", "SecurityError");
};

describe("what is kept", () => {
  test("comes back as it was written", () => {
    const shelf = new Shelf();
    keep(AMARA, "draft:1:note:2", { body: "“so” — ok" }, () => shelf);
    expect(look(AMARA, "draft:1:note:2", () => shelf)).toEqual({ body: "“so” — ok" });
    drop(AMARA, "draft:1:note:2", () => shelf);
    expect(look(AMARA, "draft:1:note:2", () => shelf)).toBeUndefined();
  });
  test("is one person's: the other sees, counts and wipes nothing of it", () => {
    const shelf = new Shelf();
    const where = () => shelf;
    keep(AMARA, "draft:1:note:2", "mine", where);
    keep(AMARA, "annotation:3", "mine too", where);
    keep(AMARA, "layer:1", "group", where);
    keep(JUN, "draft:1:note:2", "his", where);
    expect(Object.keys(kept(JUN, where))).toEqual(["draft:1:note:2"]);
    expect(count(AMARA, where)).toBe(2);
    wipe(AMARA, where);
    expect(count(AMARA, where)).toBe(0);
    expect(kept(AMARA, where)).toEqual({});
    expect(kept(JUN, where)).toEqual({ "draft:1:note:2": "his" });
  });
  test("a torn value hides no other", () => {
    const shelf = new Shelf();
    shelf.rows.set("gloss:amara:draft:a", "{torn");
    keep(AMARA, "draft:b", 1, () => shelf);
    expect(kept(AMARA, () => shelf)).toEqual({ "draft:b": 1 });
  });
  test("a full or forbidden storage is said, never thrown", () => {
    expect(keep(AMARA, "draft:a", "x".repeat(50), () => new Shelf(10))).toBe(false);
    expect(keep(AMARA, "draft:a", 1, forbidden)).toBe(false);
    expect(kept(AMARA, forbidden)).toEqual({});
    expect(count(AMARA, forbidden)).toBe(0);
    expect(() => wipe(AMARA, forbidden)).not.toThrow();
  });
});

describe("while typing", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  test("the newest words are kept within the delay, however fast one types", () => {
    const shelf = new Shelf();
    const writer = createWriter(
      AMARA,
      "draft:a",
      () => {},
      () => shelf,
    );
    for (let i = 1; i <= 10; i++) {
      writer.write(i);
      vi.advanceTimersByTime(DELAY_MS / 5);
    }
    expect(look(AMARA, "draft:a", () => shelf)).toBeGreaterThanOrEqual(5);
    vi.advanceTimersByTime(DELAY_MS);
    expect(look(AMARA, "draft:a", () => shelf)).toBe(10);
  });
  test("leaving the page keeps them at once", () => {
    const shelf = new Shelf();
    const writer = createWriter(
      AMARA,
      "draft:a",
      () => {},
      () => shelf,
    );
    writer.write("half a sent");
    writer.flush();
    expect(look(AMARA, "draft:a", () => shelf)).toBe("half a sent");
  });
  test("a saved note leaves no draft behind, not even one that was about to be kept", () => {
    const shelf = new Shelf();
    const writer = createWriter(
      AMARA,
      "draft:a",
      () => {},
      () => shelf,
    );
    writer.write("saved");
    writer.forget();
    vi.advanceTimersByTime(DELAY_MS * 2);
    expect(count(AMARA, () => shelf)).toBe(0);
  });
  test("no room is said", () => {
    const said: boolean[] = [];
    const writer = createWriter(
      AMARA,
      "draft:a",
      (is) => said.push(is),
      () => new Shelf(3),
    );
    writer.write("too long");
    writer.flush();
    writer.write(1);
    writer.flush();
    expect(said).toEqual([true, false]);
  });
});
