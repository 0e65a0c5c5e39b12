import Link from "next/link";
import { Foot, TopBar } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Specimen } from "./specimen";

/** What someone sees who is not signed in: the product itself, and what it is in three sentences. */
export function Welcome({
  sample,
  open,
}: {
  /** The sample reading, when it is public. */ sample: string | null;
  open: boolean;
}) {
  return (
    <>
      <TopBar viewer={null} />
      <main id="content" className="mx-auto w-full max-w-[1080px] px-6 pb-28 max-bar:px-4">
        <section className="grid gap-6 border-line border-b pt-20 pb-16 max-bar:pt-12 max-bar:pb-10">
          <h1 className="max-w-[15em] font-semibold font-serif text-[3.4rem] leading-[1.06] tracking-[-0.028em] max-bar:text-[2.4rem]">
            Read together, in the margin
          </h1>
          <p className="max-w-[38em] text-pretty font-serif text-[1.2rem] text-ink-2 leading-[1.6]">
            Gloss is a page with margins wide enough for a group. Mark what a text claims, whom it quotes and what
            evidence it brings, and keep a note to yourself or share it with your circle. Then talk about the passage
            itself, where it stands.
          </p>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            {open && (
              <LinkButton href="/signup" look="primary" size="lg">
                Sign up
              </LinkButton>
            )}
            <LinkButton href="/signin" look={open ? "plain" : "primary"} size="lg">
              Sign in
            </LinkButton>
            {sample && (
              <LinkButton href={`/articles/${sample}`} look="quiet" size="lg">
                Read the sample first
              </LinkButton>
            )}
          </div>
        </section>
        <section aria-label="An example" className="pt-14">
          <Specimen
            more={
              sample && (
                <Link href={`/articles/${sample}`} className="font-medium text-accent underline underline-offset-2">
                  Read the whole sample
                </Link>
              )
            }
          />
        </section>
      </main>
      <Foot />
    </>
  );
}
