/**
 * For tests alone: milliseconds of this process's processor time that something takes. What else the machine does hardly
 * lengthens it, as it does the time on the clock.
 */
export function processorTime(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The same for work that is done in steps, and in other threads: that of all that this process does meanwhile. */
export async function processorTimeOf(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
