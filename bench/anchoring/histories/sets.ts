/** Files of public repositories with long histories: what language they are in, and where they lie. */
export type Source = { repository: string; language: string; files: readonly string[] };

/** For choosing constants and rules. No repository of one set is in the other. */
export const TRAINING: readonly Source[] = [
  { repository: "jlevy/the-art-of-command-line", language: "en", files: ["README.md"] },
  {
    repository: "ruanyf/jstutorial",
    language: "zh",
    files: ["grammar/operator.md", "grammar/object.md", "stdlib/object.md", "dom/event.md", "nodejs/basic.md"],
  },
  {
    repository: "javascript-tutorial/en.javascript.info",
    language: "en",
    files: [
      "1-js/05-data-types/05-array-methods/article.md",
      "1-js/13-modules/01-modules-intro/article.md",
      "1-js/06-advanced-functions/03-closure/article.md",
      "1-js/09-classes/02-class-inheritance/article.md",
    ],
  },
  { repository: "rust-lang/nomicon", language: "en", files: ["src/subtyping.md", "src/ffi.md"] },
  { repository: "uber-go/guide", language: "en", files: ["style.md"] },
  {
    repository: "azu/promises-book",
    language: "ja",
    files: ["Ch4_AdvancedPromises/resolve-thenable.adoc", "Ch4_AdvancedPromises/race-delay-timeout.adoc"],
  },
];

/** For the figures that are reported, and for nothing else. */
export const REPORT: readonly Source[] = [
  {
    repository: "progit/progit2",
    language: "en",
    files: [
      "book/02-git-basics/sections/recording-changes.asc",
      "book/05-distributed-git/sections/contributing.asc",
      "book/07-git-tools/sections/submodules.asc",
      "book/10-git-internals/sections/objects.asc",
    ],
  },
  { repository: "bitcoinbook/bitcoinbook", language: "en", files: ["ch02_overview.adoc", "ch08_signatures.adoc"] },
  {
    repository: "github/opensource.guide",
    language: "en",
    files: ["_articles/how-to-contribute.md", "_articles/legal.md"],
  },
  { repository: "github/opensource.guide", language: "de", files: ["_articles/de/best-practices.md"] },
  {
    repository: "javascript-tutorial/ru.javascript.info",
    language: "ru",
    files: ["1-js/05-data-types/03-string/article.md", "1-js/04-object-basics/04-object-methods/article.md"],
  },
  {
    repository: "asciidwango/js-primer",
    language: "ja",
    files: ["source/basic/operator/README.md", "source/basic/object/README.md", "source/basic/loop/README.md"],
  },
  {
    repository: "yeasy/docker_practice",
    language: "zh",
    files: ["02_basic_concept/2.3_repository.md", "04_image/4.5_build.md"],
  },
  { repository: "alex/what-happens-when", language: "en", files: ["README.rst"] },
  { repository: "basecamp/handbook", language: "en", files: ["benefits-and-perks.md"] },
];
