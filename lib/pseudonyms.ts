/** Names that tell nothing of who bears them: how somebody is, and a bird. Readable aloud, and each word apart from the others. */
const MANNERS = (
  "Able Airy Amber Ample Autumn Bold Brave Breezy Bright Brisk Calm Candid Cheerful Clear Clever Cobalt Coral Cosy Crisp " +
  "Curious Dapper Daring Deft Eager Early Earnest Easy Fair Fleet Fond Frank Free Fresh Gentle Glad Golden Grand Hardy " +
  "Hazel Hopeful Humble Indigo Ivory Jolly Keen Kind Lively Loyal Lucid Mellow Merry Mild Misty Modest Neat Nimble Noble " +
  "Olive Patient Placid Plain Plucky Polite Proud Quick Quiet Ready Rosy Rustic Scarlet Serene Silver Sincere Sober " +
  "Spry Steady Still Stout Sunny Sure Swift Tawny Tender Tidy Upbeat Velvet Violet Vivid Warm Wary Winter Wise Witty Young"
).split(" ");
const BIRDS = (
  "Avocet Bittern Bunting Buzzard Chough Condor Coot Cormorant Crane Cuckoo Curlew Dipper Dotterel Dove Dunlin Eagle Egret " +
  "Eider Falcon Finch Flamingo Flicker Gannet Goldcrest Goose Goshawk Grebe Grouse Gull Harrier Heron Hobby Hoopoe Ibis Jackdaw " +
  "Jay Kestrel Kingfisher Kite Lapwing Lark Linnet Loon Magpie Mallard Martin Merlin Nightjar Nuthatch Oriole Osprey Ouzel Owl " +
  "Partridge Pelican Petrel Pheasant Pintail Pipit Plover Puffin Quail Raven Redstart Robin Rook Sandpiper Shrike Siskin " +
  "Skua Snipe Sparrow Spoonbill Starling Stilt Stork Swallow Swan Swift Teal Tern Thrush Turnstone Wagtail Warbler Wheatear " +
  "Whimbrel Wigeon Woodcock Woodpecker Wren"
).split(" ");
/** As many names as there are before some get a number. */
export const PLAIN_NAMES = MANNERS.length * BIRDS.length;

/** What somebody without a name of theirs is called, where nobody is to be known. */
export const UNNAMED = "A student";

/**
 * `count` names drawn by chance, all different from each other and from those taken.
 * @param random an integer from 0 up to, not including, its argument
 */
export function draw(count: number, taken: Iterable<string>, random: (below: number) => number): string[] {
  const gone = new Set(taken);
  const drawn: string[] = [];
  for (let round = 1; drawn.length < count; round++) {
    const free = MANNERS.flatMap((manner) =>
      BIRDS.map((bird) => `${manner} ${bird}${round > 1 ? ` ${round}` : ""}`),
    ).filter((name) => !gone.has(name));
    // The first part of a shuffle (Fisher and Yates).
    for (let at = 0; at < free.length && drawn.length < count; at++) {
      const other = at + random(free.length - at);
      drawn.push(free[other]!);
      free[other] = free[at]!;
    }
  }
  return drawn;
}
