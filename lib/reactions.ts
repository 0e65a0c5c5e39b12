import type { Annotation } from "./schemas/annotation";

/** What a reader says with one press; `question`: "I have this question too". Apart from the schemas, which no page loads. */
export const REACTIONS = ["agree", "helpful", "question"] as const;
export type Reaction = (typeof REACTIONS)[number];
export const NO_REACTIONS: Record<Reaction, number> = { agree: 0, helpful: 0, question: 0 };

/** The talk below a note that was written just now by this viewer. */
export const newThread = (now: string, question = false): Annotation["thread"] => ({
  ...{
    reactions: NO_REACTIONS,
    mine: [],
    question,
    resolved: false,
    acceptedReplyId: null,
    unread: false,
    readAt: null,
  },
  ...{ lastActivityAt: now, canAnswer: true, canSettle: true },
});
