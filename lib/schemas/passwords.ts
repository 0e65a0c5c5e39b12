// The passwords that lists of leaked ones begin with, of 8 characters or more (shorter ones are refused by length).
// Compared in lower case with trailing digits and marks taken off, so "Password123!" is "password".
const ROOTS = new Set(
  `password passw0rd p@ssword p@ssw0rd pa55word qwerty qwertyuiop qwertyui asdfghjkl asdfghjk zxcvbnm zxcvbnm, iloveyou
  sunshine princess football baseball basketball superman batman starwars trustno letmein welcome whatever computer
  internet jennifer michelle michael charlie jordan dragon monkey master shadow hunter killer freedom samsung google
  facebook secret admin administrator changeme default qazwsxedc qazwsx abcdefgh abcdefghi abcdefg abcd abc test tester
  testing user guest login liverpool chelsea arsenal pokemon naruto ginger summer winter spring autumn hello helloworld
  lovely loveme babygirl blink cookie cheese butterfly chocolate mustang maverick corvette mercedes ferrari yankees
  cowboys lakers steelers matrix access flower hottie passion pepper purple orange silver golden diamond september
  november december october january february gloss correcthorsebatterystaple`.split(/\s+/),
);

/** True for a password that guessing programs try first: a known root with digits after it, one repeated or running sequence. */
export function common(password: string): boolean {
  const lower = password.toLowerCase();
  const root = lower.replace(/[\d\W_]+$/u, "");
  if (ROOTS.has(lower) || ROOTS.has(root)) return true;
  if (/^(.{1,3})\1+.?.?$/u.test(lower)) return true;
  const codes = [...lower].map((c) => c.charCodeAt(0));
  const steps = codes.slice(1).map((c, i) => c - codes[i]!);
  // 12345678, 87654321, abcdefgh; 1234567890 wraps from 9 to 0.
  return steps.every((s) => s === 1 || s === -9) || steps.every((s) => s === -1 || s === 9);
}
