/** Why something should not stand, as whoever reports it says. Apart from the schemas, which the reader's pages do without. */
export const FLAG_REASONS = ["abuse", "off-topic", "spam", "private", "other"] as const;
export type FlagReason = (typeof FLAG_REASONS)[number];
export const FLAG_WORDS: Record<FlagReason, string> = {
  abuse: "It attacks or belittles somebody",
  private: "It says what should stay private",
  spam: "It is advertising, or the same again and again",
  "off-topic": "It is not about the text",
  other: "Something else",
};
