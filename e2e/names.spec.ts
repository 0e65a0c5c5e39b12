import { expect, type Page, test } from "@playwright/test";
import { another, bring, call, circle, enrol, share } from "./people";
import { card, open, select } from "./reading";

/** What others are shown of whom this note is by. */
const shownTo = async (page: Page, note: string) => Object(await call(page, "GET", `annotations/${note}`)).author.name;

test("a student sees as whom others see them, is told when their words say more, and no quotation does", async ({
  page: ines,
  browser,
}) => {
  const [ann, bo] = [await another(browser), await another(browser)];
  await Promise.all([enrol(ines, "Ines Calder"), enrol(ann, "Ann Berg"), enrol(bo, "Bo Lind")]);
  const article = await bring(ines);
  const group = await circle("Ferry Seminar", ines, ann, bo);
  await call(ines, "POST", `groups/${group}/assignments`, {
    ...{ title: "The last ferry", readings: [{ articleId: article.id }], names: "pseudonyms" },
  });

  await share(ines, await circle("Other Circle", ines, ann), article);

  // Before it is written, while it is, and on the card.
  await open(ann, article.id);
  const pill = await select(ann, "four people");
  await expect(pill).toContainText("Others see you as");
  await pill.getByRole("button", { name: "Claim" }).click();
  const form = ann.getByRole("form", { name: "Note" });
  await form.getByRole("textbox", { name: "Note" }).fill("Planned by Bergen");
  await expect(form).toContainText("; instructors see your name.");
  await expect(form.getByRole("status")).toBeEmpty();
  await form.getByRole("textbox", { name: "Note" }).fill("As berg I know the crossing");
  await expect(form.getByRole("status")).toContainText("Your text contains your own name, “Berg”.");
  await form.getByRole("textbox", { name: "Note" }).fill("Four is too few, says Ann");
  await form.getByRole("button", { name: "Save" }).click();
  const mine = card(ann, "Four is too few");
  await expect(form).toHaveCount(0);
  const id = (await mine.getAttribute("data-card")) ?? "";
  const heron = await shownTo(bo, id);
  expect(heron).not.toContain("Ann");
  await expect(mine.getByRole("heading")).toContainText(`You · seen as ${heron}`);
  await expect(mine.getByRole("heading")).not.toContainText("Ann");
  await mine.getByRole("button", { name: /^Actions/ }).click();
  await ann.getByRole("menuitem", { name: "Edit" }).click();
  await form.getByLabel("Visible to").selectOption("Other Circle");
  await expect(form).toContainText(`Moved there it stands under your own name. Here others know you as ${heron}.`);
  await form.getByLabel("Visible to").selectOption("Ferry Seminar");
  await expect(form).toContainText(`Others see you as ${heron}`);
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form).toHaveCount(0);

  // Whoever quotes writes the name that others see; who sees another writes none.
  await mine
    .getByRole("button", { name: /^Actions for the \w+ of/ })
    .first()
    .click();
  await ann.getByRole("menuitem", { name: "Quote in reply" }).click();
  const said = ann.getByRole("textbox", { name: "Reply" });
  await expect(said).toHaveValue(new RegExp(`— ${heron}`));
  await said.fill("To be exact: four and a piano");
  await said.press("Control+Enter");
  await expect(mine.getByRole("listitem").filter({ hasText: "To be exact" })).toContainText(`You · seen as ${heron}`);
  await open(ines, article.id);
  const hers = card(ines, "Four is too few");
  await expect(hers.getByRole("heading")).toContainText("Ann Berg");
  await hers.click();
  await hers
    .getByRole("button", { name: /^Actions for the/ })
    .first()
    .click();
  await ines.getByRole("menuitem", { name: "Quote in reply" }).click();
  await expect(ines.getByRole("textbox", { name: "Reply" })).toHaveValue("> Four is too few, says Ann\n\n");

  // Without a script, and on the page of all notes.
  const state = await ann.context().storageState();
  const still = await another(browser, { javaScriptEnabled: false, storageState: state });
  await still.goto(`/articles/${article.id}`);
  await expect(card(still, "Four is too few").getByRole("heading")).toContainText(`You · seen as ${heron}`);
  await still.goto(`/articles/${article.id}/notes`);
  await expect(still.getByRole("main")).toContainText(`You · seen as ${heron}`);
  await expect(still.getByRole("main")).not.toContainText("Ann Berg");
});
