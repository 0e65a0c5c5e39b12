import { type Act, ActButton } from "@/components/ui/act";
import type { FormAnswer } from "@/components/ui/form";
import { When } from "@/components/ui/when";
import { CalendarAddress } from "./calendar-address";
import { Section } from "./section";

type Form = (state: FormAnswer, form: FormData) => Promise<FormAnswer>;

/** The secret address of my due dates: made, shown once, made anew, and revoked. */
export function CalendarFeed({ madeAt, make, revoke }: { madeAt: string | null; make: Form; revoke: Act }) {
  return (
    <div id="calendar" className="scroll-mt-16">
      <Section
        title="Calendar"
        lead="The due dates of your assignments in your own calendar program, which looks for new ones by itself."
      >
        {madeAt ? (
          <p className="text-sm">
            Your calendar has an address, made <When at={madeAt} />. It is shown only when it is made: if you lost it,
            make a new one.
          </p>
        ) : (
          <p className="text-ink-2 text-sm">
            An address is made for you alone. Whoever knows it can read what is set to you and by when, and nothing
            else.
          </p>
        )}
        <CalendarAddress make={make} again={madeAt !== null} />
        {madeAt && (
          <ActButton action={revoke} fields={{}} said="The address works no more." look="danger" size="md">
            Revoke the address
          </ActButton>
        )}
      </Section>
    </div>
  );
}
