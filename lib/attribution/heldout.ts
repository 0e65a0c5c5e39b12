/**
 * The article that the suggestions were never tuned on: written, with its answers, before the first rule was. Its figure is
 * asserted as it was first measured. Do not change a rule to better it; write a new one instead.
 */
export const HELD_OUT = `
The Ossel has flooded Brannick four times since 2011, and on Thursday it went to court. “A river cannot fill in a form, so somebody has to do it for her,”{Lucia Marchetti} lawyer Lucia Marchetti said outside the county hall, holding up a summons in which the first plaintiff is forty miles long.

The suit, brought by the Ossel Trust, asks that the river be recognised as a legal person. Its opponents call the idea “sentimental nonsense.”{}

“We’ve got eleven hundred jobs here and not one of them belongs to a fish,”{Gareth Pugh} Gareth Pugh, managing director of Brannick Paper, told reporters. “If the court wants to meet the people who’d lose them, I’ll lay on a bus.”{Gareth Pugh}

Legal scholars are divided. “Rights without duties are an odd sort of gift,”{Helena Vos} writes Professor Helena Vos of the University of Tarrant in a forthcoming paper. Her colleague Amit Desai disagrees. “Companies have been persons for a century and a half,”{Amit Desai} he said. “Nobody asked what their duties were until it was rather late.”{Amit Desai}

In a statement, the Environment Agency said it “would not comment on live proceedings but remains committed to the health of the river.”{the Environment Agency}

Upstream, opinion is less academic. Bridget Nolan, whose bakery was under a metre of water in February, put it more simply: “I don’t care who’s a person. I want a wall.”{Bridget Nolan}

That wall was promised in 2014. As the former council leader Stephen Ridley admitted to this newspaper last year, “we spent the money on a study of where to spend the money.”{Stephen Ridley}

“It isn’t about lawyers at all,”{Lucia Marchetti} insisted Marchetti. “It’s about who gets to speak when the water rises.”{Lucia Marchetti}

Not everyone in the courtroom was persuaded. “My grandfather drowned in that river,”{} an elderly man in the gallery shouted, “and now I hear it has feelings!”{}

Judge Rowena Clarke, who will rule in the spring, gave little away. “I have been asked whether a river can be wronged,”{Rowena Clarke} she said. “I note only that it is a question older than this court.”{Rowena Clarke}

Outside, according to Nolan, “the thing just carried on going downhill, as it does.”{Bridget Nolan}
`;

/**
 * A second one, of another desk's habits (straight marks, initials, a spokesperson, a report), written after the rules: 12 of
 * 14 when first measured. Its two mistakes (a sentence's first word taken for a name; a surname overlooked that stood nearer
 * than a full name) have been put right since, so that it is held out no longer.
 */
export const ONCE_HELD_OUT = `
CALDER FALLS — Maybe it was the smell that gave the game away. "You could taste it from the interstate,"{Ruth-Ann Mosely} recalls Ruth-Ann Mosely, 61, who has driven the No. 9 bus past the rendering plant since 1994. "My passengers used to hold their breath for six stops."{Ruth-Ann Mosely}

Last Monday the plant's owner, Delmar Foods Inc., shut it for good. Company spokesperson T. J. Okonkwo said in an email that the decision "reflects long-term changes in the market and not any single complaint."{T. J. Okonkwo} Few residents believe it.

"Did they think we'd forget the fish kill?"{Peter Van Houten} asked Peter Van Houten. The retired chemist, who is 74, keeps three binders of water samples on his kitchen table. "I have the numbers,"{Peter Van Houten} he said, "and numbers don't retire."{Peter Van Houten}

His numbers were cited in a 2019 report by the state auditor, which found that inspectors "routinely announced their visits a week in advance."{}

"That's a lie, and they know it's a lie,"{Dale Brubaker} former plant manager Dale Brubaker said when reached by phone. Then he hung up. He called back ten minutes later. "Look, I've got grandkids in that school,"{Dale Brubaker} he said. "I'm not a monster."{Dale Brubaker}

Mayor Yolanda Reyes-Whitcomb, a Democrat in her second term, says the town must now find $3.1 million a year. "We are not going to tax our way out of this, and we're certainly not going to pray our way out,"{Yolanda Reyes-Whitcomb} she told a packed gymnasium on Wednesday. To which someone at the back replied: "Speak for yourself, Yolanda!"{}

The laughter did not last. "Two hundred and six families lost a paycheck this week, and I know every one of them by name,"{Miguel Arroyo} said Father Miguel Arroyo of Our Lady of the Falls. Mosely, whose route may be cut, nodded. "We're next, and nobody on that bus is laughing,"{Ruth-Ann Mosely} she said.
`;
