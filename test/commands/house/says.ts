/** Command lines and the exact answers people read to them, as one table. */
import { expect, test } from 'vitest';
import type { House, Place } from './house.js';

export type Row = readonly [what: string, line: string, place: Place, answer: string];

/** `house` is asked for late: it is built before the first test. */
export const says = (house: () => House, rows: readonly Row[]): void =>
  test.each(rows)('%s: %s', async (_, line, place, answer) => {
    expect(await house().ask(line, place)).toBe(answer);
  });
