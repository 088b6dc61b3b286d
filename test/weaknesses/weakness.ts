/** One weakness of the framework: the same scene played with the framework as it comes, where it shows, and with Switchboard, where it is closed. */
import { afterAll, describe, expect, test } from 'vitest';
import { startTarget, type Target, type TargetOptions } from './target.js';

interface Weakness<Facts extends object> {
  /** What a person, the platform or a stranger can see afterwards. */
  readonly scene: (target: Target) => Promise<Facts>;
  readonly shows: Facts;
  readonly closed: Facts;
  /** How both are started; Switchboard then gets a process for this scene alone. */
  readonly start?: TargetOptions;
  /** How the framework alone is started. */
  readonly bare?: TargetOptions;
  /** Whether the scene leaves a Switchboard that other scenes cannot use. */
  readonly alone?: boolean;
}

let shared: Promise<Target> | undefined;

/** Ends the Switchboard that the scenes of a file have in common; to be called once in each file. */
export function shareSwitchboard(): void {
  afterAll(async () => {
    await (await shared)?.end();
    shared = undefined;
  });
}

export function weakness<Facts extends object>(name: string, { scene, shows, closed, ...how }: Weakness<Facts>): void {
  describe(name, () => {
    test('shows in the framework as it comes', async () => {
      const target = await startTarget('bare', { ...how.start, ...how.bare });
      try {
        expect(await scene(target)).toEqual(shows);
      } finally {
        await target.end();
      }
    });

    test('is closed in Switchboard', async () => {
      if (how.start || how.alone) {
        const target = await startTarget('Switchboard', how.start);
        try {
          expect(await scene(target)).toEqual(closed);
        } finally {
          await target.end();
        }
      } else {
        shared ??= startTarget('Switchboard');
        expect(await scene(await shared)).toEqual(closed);
      }
    });
  });
}
