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
