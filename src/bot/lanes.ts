/** One thing at a time per chat, several chats at once. */

export interface Lanes {
  /** Runs after everything already in this lane; a failure does not stop the lane. */
  in(lane: string, task: () => Promise<void>): Promise<void>;
  /** Resolves when every lane is empty. */
  drain(): Promise<void>;
}

export function createLanes(): Lanes {
  const tails = new Map<string, Promise<void>>();
  return {
    in(lane, task) {
      const before = tails.get(lane) ?? Promise.resolve();
      const run = before.then(task);
      const tail = run.catch(() => undefined);
      tails.set(lane, tail);
      void tail.then(() => {
        if (tails.get(lane) === tail) tails.delete(lane);
      });
      return run;
    },
    async drain() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
