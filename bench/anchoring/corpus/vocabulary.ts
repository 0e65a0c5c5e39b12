import { pick, type Random } from "./random";

/** The commonest English words, roughly by rank: they make half of any text, and the repetitions a diff stumbles over. */
const COMMON =
  "the of and to a in that is was for it with as he on be at by had not are but from or have an they which one you were her all she there would their we him been has when who will more no if out so said what up its about into than them can only other new some could time these two may then do first any my now such like our over man me even most made after also did many before must through back years where much your way well down should because each just those people too under while last might great old year off come since against go came right used take three states himself few house use during without again place around however home small found thought went say part once general high upon school every does got united left number course war until always away something fact though water less public put thing almost hand enough far took head yet government system better set told nothing night end why called find going look asked later knew".split(
    " ",
  );

const ONSETS =
  "b br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w wh y z".split(" ");
const VOWELS = "a a a e e e e i i i o o o u u ai ea ee ie oa oo ou".split(" ");
const CODAS = " b ck d g l ll m n n n nd ng nt p r r rd rm rn rt s ss st t t th x".split(" ");
const ENDINGS = "           s s ed ed ing ing er ly tion ment al ic ous ness able ist ism ure".split(" ");
const ACCENTED = ["é", "ü", "ñ", "ö", "ç", "å", "è"];

const syllable = (next: Random) => pick(next, ONSETS) + pick(next, VOWELS) + pick(next, CODAS);

/** A made-up word that reads like English, lower case. */
function coined(next: Random): string {
  let word = syllable(next);
  if (next() < 0.4) word += syllable(next);
  word += pick(next, ENDINGS);
  return next() < 0.015 ? word.replace(/[aeo]/, pick(next, ACCENTED)) : word;
}

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

/** What one text is written with, commonest first. All content words and names are invented. */
export type Vocabulary = { words: string[]; names: string[]; phrases: string[] };

export function vocabulary(next: Random): Vocabulary {
  const words = [...COMMON];
  const known = new Set(words);
  while (words.length < 7_000) {
    const word = coined(next);
    if (word.length > 16 || known.has(word)) continue;
    known.add(word);
    words.push(word);
  }
  // Short words are common, with exceptions.
  const rank = new Map(words.map((word, i) => [word, i < COMMON.length ? i - words.length : word.length + 5 * next()]));
  words.sort((a, b) => rank.get(a)! - rank.get(b)!);
  const names = Array.from({ length: 160 }, () => `${capital(coined(next))} ${capital(coined(next))}`);
  const content = words.slice(COMMON.length, COMMON.length + 1_500);
  // Expressions that a text comes back to: "the grellow of stambing", "a public thoarder".
  const phrases = Array.from({ length: 90 }, () => {
    const a = pick(next, content);
    const b = pick(next, content);
    return pick(next, [
      `the ${a} of ${b}`,
      `a ${pick(next, COMMON)} ${a}`,
      `${a} and ${b}`,
      `in the ${a} ${b}`,
      `${a} ${b}`,
    ]);
  });
  return { words, names, phrases };
}

/** Sentences in other scripts, each put together anew from a handful of plain words of that language. */
export const SCRIPTS: readonly { words: readonly string[]; joint: string; stop: string }[] = [
  {
    words:
      "我们 今天 市场 河边 的 新 图书馆 开放 了 人们 阅读 一本 旧书 孩子 在 树下 说话 城市 很 安静 因为 下雨".split(
        " ",
      ),
    joint: "",
    stop: "。",
  },
  {
    words: "私 たち は 今日 図書館 で 新しい 本 を 読みました 川 の 近く に 静かな 町 が あります 雨 だった ので".split(
      " ",
    ),
    joint: "",
    stop: "。",
  },
  {
    words: "نحن اليوم في المدينة القديمة كتاب جديد على النهر والناس يقرؤون تحت الشجرة بعد المطر كان البيت هادئًا".split(
      " ",
    ),
    joint: " ",
    stop: ".",
  },
  {
    words: "אנחנו היום בעיר הישנה ספר חדש ליד הנהר אנשים קוראים תחת העץ אחרי הגשם היה הבית שקט".split(" "),
    joint: " ",
    stop: ".",
  },
  {
    words: "हम आज पुराने शहर में नई किताब नदी के पास लोग पढ़ते हैं पेड़ के नीचे बारिश के बाद घर शांत था".split(" "),
    joint: " ",
    stop: "।",
  },
  {
    words: "сегодня мы в старом городе новая книга у реки люди читают под деревом после дождя дом был тихим".split(" "),
    joint: " ",
    stop: ".",
  },
  {
    words:
      "σήμερα στην παλιά πόλη ένα νέο βιβλίο κοντά στο ποτάμι άνθρωποι διαβάζουν κάτω από το δέντρο μετά τη βροχή".split(
        " ",
      ),
    joint: " ",
    stop: ".",
  },
  { words: "we 🌊 walked 👩🏽‍🌾 and 🏳️‍🌈 sang 🎶 all day ☀️ with 👨‍👩‍👧 by the 🚲".split(" "), joint: " ", stop: "!" },
];
