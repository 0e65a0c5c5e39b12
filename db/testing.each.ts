import { afterAll, inject } from "vitest";
import { stop } from "./client";
import { freshDatabase } from "./testing";

await freshDatabase(inject("server"));
afterAll(stop);
