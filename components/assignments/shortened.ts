/** How a long passage begins and ends; a short one whole. */
export function shortened(exact: string): string {
  const words = exact.trim().split(/\s+/);
  return words.length > 26 ? `${words.slice(0, 14).join(" ")} … ${words.slice(-10).join(" ")}` : words.join(" ");
}
