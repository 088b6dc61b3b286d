/** How long work takes by the processor's own count, which other processes on the machine do not change. */

/** Milliseconds of the processor since it was called, when the function it returns is. */
export function startCpuTime(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  };
}
