/** Something that a test holds: what it is in words, and the title of the story or test that fails when it is no longer so. */
type Held = { says: string; by: readonly { file: string; title: string }[] };

const axe = "e2e/axe.spec.ts";

/** What the page about accessibility says is tested. Its own test looks that each story is there. */
export const HELD: readonly Held[] = [
  {
    says: "The pages you meet first, your library, notebook, notifications, groups, settings, adding an article, the reader with its menus, threads, search and dialogs, and administration show no serious or critical finding of axe, a checker for WCAG rules, in light and dark colors. So do an assignment, its form, progress, discussion, grades and rosters.",
    by: [
      { file: axe, title: "for who has no account, a new one, or the keeper's" },
      { file: axe, title: "in a group that reads, and in the reader" },
      { file: axe, title: "for a stranger to a public article and its thread" },
      { file: "e2e/assign.spec.ts", title: "an instructor sets an assignment with all there is to say" },
      { file: "e2e/standing.spec.ts", title: "an instructor sees who is done and who lacks what" },
      { file: "e2e/points.spec.ts", title: "points by a rule that was known" },
      { file: "e2e/roster.spec.ts", title: "a class comes in by its roster" },
    ],
  },
  {
    says: "Text is at least 12 pixels high at a browser’s usual font size, and grows with the font size you set in your browser.",
    by: [{ file: axe, title: "in a group that reads, and in the reader" }],
  },
  {
    says: "On a phone nothing scrolls sideways, and what you press is at least 24 pixels high and wide, except links within a sentence.",
    by: [
      { file: axe, title: "for who has no account, a new one, or the keeper's" },
      { file: axe, title: "in a group that reads, and in the reader" },
    ],
  },
  {
    says: "Signing in, reading, annotating and replying, moving a passage, undoing, mentioning someone, following, opening a stack of annotations, creating an assignment for part of a text, resolving questions, grading, and ordering tags and questions work with the keyboard alone. Focus stays with what you wrote. You can switch off single-letter shortcuts in Settings.",
    by: [
      {
        file: "e2e/keyboard.spec.ts",
        title: "a person signs in, reads, marks, answers and leaves with the keyboard alone",
      },
      {
        file: "e2e/keyboard.spec.ts",
        title: "an instructor sets a part of a text, follows, resolves and grades with the keyboard alone",
      },
      { file: "e2e/keyboard.spec.ts", title: "what was done last is undone by a key" },
      { file: "e2e/keyboard.spec.ts", title: "the focus stays with what was written" },
      { file: "e2e/margin.spec.ts", title: "a passage is moved by keys, and the history tells what was" },
      { file: "e2e/talk.spec.ts", title: "a reader names another by keyboard" },
      { file: "e2e/stacks.spec.ts", title: "a busy passage is one stack that opens by a press and by keys" },
      { file: "e2e/groups.spec.ts", title: "a lead sets tags, puts them in order by the keyboard" },
      { file: "e2e/assign.spec.ts", title: "an instructor orders the questions by keyboard" },
      { file: "e2e/reader.spec.ts", title: "letters do nothing while they are switched off" },
    ],
  },
  {
    says: "A screen reader is told where an annotated passage begins and ends, what kind of annotation it is and who wrote it; each annotation names its passage. You can switch these announcements off in Settings. It is also told which annotation a shortcut went to, what a filter shows, and when others write. Copied text stays the author’s.",
    by: [
      { file: "e2e/reader.spec.ts", title: "a screen reader hears where a mark begins and ends" },
      { file: "e2e/keyboard.spec.ts", title: "what changes out of sight is said" },
    ],
  },
  {
    says: "Titles and quoted passages in another language than English name it, and annotations in Arabic, Hebrew or Persian run from right to left.",
    by: [
      { file: "components/reader/language.test.ts", title: "in the notebook a passage is in its text's language" },
      {
        file: "components/reader/language.test.ts",
        title: "a notice names the language of the quote and of the title",
      },
    ],
  },
  {
    says: "In a system’s high-contrast colors, light and dark, each kind of annotation has a line of its own, and text stands out from its background. If your system asks for more contrast, Gloss uses stronger colors.",
    by: [
      { file: axe, title: "in a system's own colours, light and dark" },
      { file: "e2e/standing.spec.ts", title: "the text shows where much is marked" },
    ],
  },
  {
    says: "Without JavaScript you can sign in and read an article, its annotations and their replies.",
    by: [{ file: "e2e/nojs.spec.ts", title: "without a script a member signs in and reads the text" }],
  },
];

/** What is not held, or is not known to be. */
export const NOT_HELD: readonly string[] = [
  "No one has audited Gloss from outside, and it hasn’t been tested with people who use assistive technology. The tests read what a browser hands to a screen reader; they don’t run one.",
  "The tests run in Chromium. Firefox and Safari, and high-contrast colors of a real system, aren’t tested.",
  "Articles come from elsewhere. Their images may have no description, and their tables, headings and formulas are as they were written.",
  "Annotations and replies are written in many languages, and Gloss doesn’t mark which one. A screen reader may pronounce them in the wrong language.",
  "Adding an article, creating an assignment, and editing annotations need JavaScript.",
  "Printed pages and PDF files made from them carry no tags for screen readers beyond those your browser adds.",
];
