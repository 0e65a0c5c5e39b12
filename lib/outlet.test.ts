import { expect, test, vi } from "vitest";
import { outlet } from "./outlet";

const KB = 1024;

test("whoever reads gets all of it, however much that is", async () => {
  const ended = vi.fn();
  const { stream, push, close } = outlet(64 * KB, ended);
  const reader = stream.getReader();
  for (let i = 0; i < 200; i++) {
    push("x".repeat(KB));
    expect((await reader.read()).value).toHaveLength(KB);
  }
  expect(ended).not.toHaveBeenCalled();
  close();
  expect((await reader.read()).done).toBe(true);
  expect(ended).toHaveBeenCalledOnce();
});

test("a stream in which 64 KB wait unread ends, and keeps no more than that", async () => {
  const ended = vi.fn();
  const { stream, push, isOpen } = outlet(64 * KB, ended);
  for (let i = 0; i < 64; i++) push("x".repeat(KB));
  expect(isOpen()).toBe(true);
  for (let i = 0; i < 64; i++) push("x".repeat(KB));
  expect(isOpen()).toBe(false);
  expect(ended).toHaveBeenCalledOnce();
  // What waited can still be read, and then it is over: the browser comes back from there.
  let bytes = 0;
  for await (const part of stream) bytes += part.length;
  expect(bytes).toBe(64 * KB);
});

test("it ends when its reader goes", async () => {
  const ended = vi.fn();
  const { stream, push } = outlet(64 * KB, ended);
  await stream.cancel();
  push("more");
  expect(ended).toHaveBeenCalledOnce();
});
