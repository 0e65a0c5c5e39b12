import { expect, test } from "vitest";

test("zod makes no code of text in the browser, where the content policy would report the try", async () => {
  await import("../instrumentation-client");
  const { globalConfig } = await import("zod/v4/core");
  expect(globalConfig.jitless).toBe(true);
});
