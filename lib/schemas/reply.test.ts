import { expect, test } from "vitest";
import { newReply, replyPatch } from "./reply";

test("a reply holds 32 KiB in UTF-8, and not a byte more", () => {
  // Two bytes each, and one that is four.
  const full = "é".repeat(16 * 1024);
  for (const body of [full, `${"é".repeat(16 * 1024 - 2)}🛶`, "x".repeat(32 * 1024)])
    for (const shape of [newReply, replyPatch]) expect(shape.safeParse({ body }).success).toBe(true);
  for (const body of [`${full}x`, `${"é".repeat(16 * 1024 - 1)}🛶`, "x".repeat(32 * 1024 + 1)])
    for (const shape of [newReply, replyPatch])
      expect(shape.safeParse({ body }).error?.issues[0]?.path).toEqual(["body"]);
});
