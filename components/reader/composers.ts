// The forms in which notes and replies are written, which `writing.tsx` loads.
export { Composer } from "./composer";
export { ReplyComposer } from "./reply-composer";
