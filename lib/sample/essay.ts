/** The sample reading, written for Gloss. Lanrick Bay, its people and its figures are invented. */
export const TITLE = "What the Dark Gave Back";
export const BYLINE = "The Gloss editors";

/** As Markdown, the title not in it. */
export const ESSAY = `At eleven minutes past midnight, on the second Tuesday of November, Lanrick Bay went out. All 1,912 of its street lamps stopped at once, from the fish quay to the hospital road, and the 4,300 people of the town saw something that most of them had last seen as children, if ever: the Milky Way, standing over the harbour like smoke.

It was meant to last six weeks. The council had a hole of £212,000 in its budget and a motion, passed by a single vote, to switch off the lights between midnight and five. “Nobody on that council was thinking about stars,” Councillor Agnes Farrow said. “We were thinking about the swimming pool.” Two winters later the pool is open, the lamps are still out, and the argument about them has become more interesting than the one about money.

## The case for light

The obvious fear was crime. Before the switch-off, 71 per cent of residents told a council survey that they would feel less safe. “You can’t ask a nurse to walk home from a late shift by the light of the moon,” Rosalind Achebe, who runs the accident ward at St Bride’s, told the public meeting. The meeting applauded. It was, everybody agreed, only common sense.

Common sense has fared badly. In the first year without lamps, recorded crime between midnight and five fell from 88 incidents to 63, while crime in the lit hours hardly moved. “Burglars are commuters like anyone else: they need to see what they are doing,” said Inspector Tomas Reyle, who had opposed the plan in public. “I was wrong, and I have put it in writing.”

It would be easy to stop there, and several newspapers did. But one town is one town. A review of 58 switch-offs, published last spring by the Calder Institute for Public Lighting, found no change in crime in 44 of them, a fall in nine and a rise in five. “The honest summary is that street light matters far less to crime than either side wants it to,” the review’s author, Ingrid Solheim, wrote.

## Who pays for the night

The gains are not shared evenly. Falls on the unlit hill streets rose from 14 to 31 in the first winter, and two-thirds of those who fell were over seventy. “They saved my swimming pool and broke my wrist,” Margaret Oyelaran said, holding up the evidence. She is 78 and swims on Thursdays. After a petition with 640 names the council put back 96 lamps, on stairs and crossings, each behind a sensor; the following winter there were 15 falls.

That repair is the part of the story that other towns ought to copy. The question was never light or dark. It was which lamps, at what hour, and for whom; and nobody could ask it while every lamp burned all night and none had to give a reason.

## What came back

The moths came first. Volunteers who have counted them since 2009 caught 2.4 times as many in the second summer as in an average lit year, and eleven species never before recorded in the town. “We thought the traps were broken,” said Daniel Whitlock, who leads the count. Then the shearwaters returned to the cliffs below the golf course: nine pairs, the first to breed there in forty years.

One should be careful with such numbers. Two mild winters help moths too, and Pellan, the nearest lit town, saw a rise of a third over the same years. According to Hana Brandt, an ecologist at the University of Calder, “perhaps half of the increase is the darkness, and I would not bet my house on the other half.”

And then people came. The hotels, which had feared the worst, now sell November, a month in which they used to close. “Guests ask for a room over the car park, because the car park is where they stand to look up,” Owen Tregarth, who owns the Harbour Hotel, said. He reckons that the dark is worth 1,800 nights a year to the town. It is a strange thing to sell an absence.

## A reason for every lamp

Agnes Farrow lost her seat last May, though not, she thinks, because of the lamps. When I visited in December she walked me down to the quay without a torch and waited until I stopped stumbling. “We kept the lights on for a hundred years because we were afraid of what we would find if we turned them off,” she said. “Mostly we found the sky.”

Perhaps. But what the town found is less romantic than that, and more useful: a light that nobody has to justify is a light that nobody looks at. Lanrick Bay did not choose darkness. It began to ask each lamp what it was for, and a surprising number had no answer.
`;
