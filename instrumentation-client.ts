import { config } from "zod/v4/core";

// Before any schema is made: zod would try whether it may make code of text, and our content policy reports the try.
config({ jitless: true });
