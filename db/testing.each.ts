import { afterAll, inject } from "vitest";
import { stop } from "./client";
import { nesting } from "./pool";
import { freshDatabase } from "./testing";

// A test that begins one itself holds locks in it, to see what others do meanwhile.
nesting.isRefused = () => {
  const lines = new Error().stack?.split("\n") ?? [];
  const beginner = lines.find((line) => /\/db\/(?!(pool|client|testing\.each)\.ts)/.test(line)) ?? "";
  return beginner !== "" && !/\.test\.ts|\/testing\./.test(beginner);
};
await freshDatabase(inject("server"));
afterAll(async () => {
  await stop();
  // The files of a worker share its modules: the next one listens on a database of its own.
  if (globalThis.glossHub) globalThis.glossHub.listening = null;
});
