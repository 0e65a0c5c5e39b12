import type { Kind } from "@/lib/schemas/annotation";
import { BYLINE, ESSAY, TITLE } from "./essay";

/**
 * What a newcomer finds before making anything: a reading, a circle of three readers, their marks and two threads. Plain
 * values that name each other by `key`; whoever stores them gives ids and times. Everyone in it is invented.
 */
export type SampleReader = { key: string; name: string; about: string };
export type SampleReply = { key: string; by: string; to: string | null; body: string };
export type SampleMark = {
  key: string;
  by: string;
  kind: Kind;
  /** Stands exactly once in the essay's canonical text. */
  exact: string;
  body: string;
  tags: string[];
  speaker?: string;
  source?: string;
  replies?: SampleReply[];
};

export const sample: {
  article: { title: string; byline: string; language: string; markdown: string };
  group: { name: string; description: string };
  readers: SampleReader[];
  /** In the order in which they were made. The layer of all is the group. */
  marks: SampleMark[];
} = {
  article: { title: TITLE, byline: BYLINE, language: "en", markdown: ESSAY },
  group: {
    name: "The Lamplighters",
    description: "Three sample readers and one essay. Remove the sample whenever you like; your own readings stay.",
  },
  readers: [
    { key: "mara", name: "Mara Lindqvist", about: "Teaches statistics, and distrusts a round number." },
    { key: "idris", name: "Idris Okonjo", about: "Plans streets for a living and walks them at night." },
    { key: "beth", name: "Beth Calloway", about: "Reads for the argument and keeps the quotations." },
  ],
  marks: [
    {
      key: "sky",
      by: "beth",
      kind: "note",
      exact: "the Milky Way, standing over the harbour like smoke",
      body: "The one lyrical sentence in the opening, and it comes *before* the argument does. The essay wants us to want the dark before it asks whether the dark works.",
      tags: ["style"],
    },
    {
      key: "pool",
      by: "beth",
      kind: "quote",
      exact: "“Nobody on that council was thinking about stars,”",
      body: "Worth keeping beside her last words. She begins with a swimming pool and ends with the sky; the essay is the distance between the two.",
      tags: ["motives", "council"],
      speaker: "Agnes Farrow",
      source: "Interview with the author",
    },
    {
      key: "fear",
      by: "mara",
      kind: "evidence",
      exact: "71 per cent of residents told a council survey that they would feel less safe",
      body: "A survey of *expected* feelings, taken before anyone had tried it. Nobody seems to have asked again afterwards, and that would be the number to have.",
      tags: ["survey", "safety"],
    },
    {
      key: "nurse",
      by: "idris",
      kind: "quote",
      exact: "“You can’t ask a nurse to walk home from a late shift by the light of the moon,”",
      body: "The strongest thing said against the plan, and the crime figures do not answer it. She speaks of what it is like to walk home, not of what is likely to happen on the way.",
      tags: ["safety", "work"],
      speaker: "Rosalind Achebe",
      source: "Public meeting, Lanrick Bay",
    },
    {
      key: "crime",
      by: "mara",
      kind: "evidence",
      exact: "recorded crime between midnight and five fell from 88 incidents to 63",
      body: "25 fewer in a year, in a town of 4,300. Two doubts before I lean on it:\n\n- *Recorded* crime: what is not seen is not reported.\n- With counts this small, chance alone moves the figure by a dozen from one year to the next. 25 is suggestive, no more.",
      tags: ["crime", "small numbers"],
      replies: [
        {
          key: "crime-1",
          by: "idris",
          to: null,
          body: "The lit hours are a fair comparison, though: same town, same police, same year, and they “hardly moved”. If people simply reported less, I would expect some of that there too.",
        },
        {
          key: "crime-2",
          by: "mara",
          to: "crime-1",
          body: "Only if the dark changes reporting at noon as well. A witness has to *see* something, and that is exactly what was switched off.",
        },
        {
          key: "crime-3",
          by: "idris",
          to: "crime-2",
          body: "Fair. Then thefts would be the test: you find the broken car window in the morning, whether anyone saw it or not.",
        },
        {
          key: "crime-4",
          by: "beth",
          to: null,
          body: "And the essay half agrees with Mara. The next paragraph says that “one town is one town”, and it is the review that carries the weight.",
        },
      ],
    },
    {
      key: "burglars",
      by: "beth",
      kind: "quote",
      exact: "“Burglars are commuters like anyone else: they need to see what they are doing,”",
      body: "A good line doing the work of a mechanism. Is there a source for it besides the inspector?",
      tags: ["crime"],
      speaker: "Tomas Reyle",
    },
    {
      key: "wrong",
      by: "idris",
      kind: "quote",
      exact: "“I was wrong, and I have put it in writing.”",
      body: "How rarely one reads this sentence in a piece about planning.",
      tags: ["changing one’s mind"],
      speaker: "Tomas Reyle",
    },
    {
      key: "review",
      by: "mara",
      kind: "evidence",
      exact: "found no change in crime in 44 of them, a fall in nine and a rise in five",
      body: "44 + 9 + 5 = 58, so nothing was left out. Nine against five is about what a coin would give. **This is the finding**; the town’s own figures are the anecdote.",
      tags: ["crime", "review"],
    },
    {
      key: "honest",
      by: "mara",
      kind: "quote",
      exact: "“The honest summary is that street light matters far less to crime than either side wants it to,”",
      body: "Note what it does not say: that light does not matter. It says *to crime*.",
      tags: ["crime", "review"],
      speaker: "Ingrid Solheim",
      source: "Calder Institute for Public Lighting, review of 58 switch-offs",
    },
    {
      key: "uneven",
      by: "idris",
      kind: "claim",
      exact: "The gains are not shared evenly.",
      body: "The turn of the essay. Up to here the question was whether the dark is safe; from here it is *for whom*.",
      tags: ["fairness"],
    },
    {
      key: "falls",
      by: "idris",
      kind: "evidence",
      exact: "Falls on the unlit hill streets rose from 14 to 31 in the first winter",
      body: "The largest effect in the whole piece, and the one that falls on the fewest people. An average over the town would have hidden it.",
      tags: ["falls", "small numbers"],
    },
    {
      key: "wrist",
      by: "beth",
      kind: "quote",
      exact: "“They saved my swimming pool and broke my wrist,”",
      body: "The whole trade in nine words: the saving and its cost, met in one person.",
      tags: ["fairness", "falls"],
      speaker: "Margaret Oyelaran",
    },
    {
      key: "copy",
      by: "idris",
      kind: "claim",
      exact: "That repair is the part of the story that other towns ought to copy.",
      body: "The real thesis, I think. Not darkness: *96 lamps with a sensor each*. It only became possible to say where light was needed once it was gone.",
      tags: ["thesis", "sensors"],
      replies: [
        {
          key: "copy-1",
          by: "beth",
          to: null,
          body: "But it took 17 more falls and a petition to find out where. Could they not have asked the over-seventies first?",
        },
        {
          key: "copy-2",
          by: "idris",
          to: "copy-1",
          body: "They could, and should have. In my experience people name the street they fear, which is seldom the stair they fall on. I would do both: ask, then try it for two weeks in June.",
        },
        {
          key: "copy-3",
          by: "mara",
          to: null,
          body: "One caution about “the following winter there were 15 falls”: 31 was an unusually bad number, and unusually bad numbers tend to be followed by better ones with or without lamps.",
        },
      ],
    },
    {
      key: "moths",
      by: "mara",
      kind: "evidence",
      exact: "caught 2.4 times as many in the second summer as in an average lit year",
      body: "A single summer against a mean of many. I would like to see the best of the lit years.",
      tags: ["moths"],
    },
    {
      key: "house",
      by: "mara",
      kind: "quote",
      exact: "“perhaps half of the increase is the darkness, and I would not bet my house on the other half.”",
      body: "My favourite sentence here. An estimate *and* its uncertainty, in words that nobody can misread.",
      tags: ["moths", "uncertainty"],
      speaker: "Hana Brandt",
      source: "University of Calder",
    },
    {
      key: "absence",
      by: "beth",
      kind: "note",
      exact: "It is a strange thing to sell an absence.",
      body: "Compare quiet carriages, or a wine made without anything. We have been paying for absences for some time.",
      tags: ["style"],
    },
    {
      key: "justify",
      by: "beth",
      kind: "claim",
      exact: "a light that nobody has to justify is a light that nobody looks at",
      body: "The essay in one line, and it reaches well beyond lamps: meetings, forms, rules. Is it *argued*, though, or only well put?",
      tags: ["thesis"],
    },
    {
      key: "answer",
      by: "idris",
      kind: "claim",
      exact: "a surprising number had no answer",
      body: "By the essay’s own figures: 1,912 lamps were switched off and 96 came back. So 95 in 100 had no answer. I would have ended on that.",
      tags: ["thesis", "sensors"],
    },
  ],
};
