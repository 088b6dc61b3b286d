/** A clock that runs at the pace of the real one and can be moved; what follows it has moved when `move` resolves. */

export interface MovableClock {
  /** Epoch ms. */
  readonly now: () => number;
  /** Milliseconds this clock is ahead of the real one. */
  readonly offset: () => number;
  /** Moves by so many milliseconds, backwards too, and waits for every follower. */
  move(milliseconds: number): Promise<void>;
  /** Called with the offset after each move; returns a function that ends it. */
  follow(follower: (offset: number) => Promise<void>): () => void;
}

/** Without `startAt` (epoch ms) it shows the real time. */
export function movableClock(startAt?: number): MovableClock {
  const real = () => Date.now();
  let offset = startAt === undefined ? 0 : startAt - real();
  const followers = new Set<(offset: number) => Promise<void>>();
  return {
    now: () => real() + offset,
    offset: () => offset,
    move: async (milliseconds) => {
      offset += milliseconds;
      await Promise.all([...followers].map((follower) => follower(offset)));
    },
    follow: (follower) => {
      followers.add(follower);
      return () => followers.delete(follower);
    },
  };
}
