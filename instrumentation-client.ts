// Before any schema is made: zod would try whether it may make code of text, and our content policy reports the try. Set
// where zod looks for its settings when it is loaded, so that no page loads zod's core for this alone.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
