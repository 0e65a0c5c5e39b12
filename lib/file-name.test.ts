import { expect, test } from "vitest";
import { attachment } from "./file-name";

test("a file to be saved is named by its parts, in any script, and in ASCII beside", () => {
  expect(attachment(["Biology 101", "The cell: a reading", "points", "2026-11-20"], "csv")).toBe(
    "attachment; filename=\"Biology-101-The-cell-a-reading-points-2026-11-20.csv\"; filename*=UTF-8''Biology-101-The-cell-a-reading-points-2026-11-20.csv",
  );
  const foreign = attachment(["Übung", "日本", "work"], "csv");
  expect(foreign).toContain('filename="Ubung-work.csv"');
  expect(decodeURIComponent(foreign.split("''")[1]!)).toBe("Übung-日本-work.csv");
});

test("no name leaves its header, its folder or a system's limit", () => {
  const hostile = attachment(['a"\r\nSet-Cookie: b', "../../etc", "x".repeat(300), "👩".repeat(200)], "csv");
  expect(hostile).toMatch(/^attachment; filename="[\w.-]+\.csv"; filename\*=UTF-8''[\w.%-]+\.csv$/);
  expect(hostile).not.toContain("..");
  expect(hostile.length).toBeLessThan(400);
});
