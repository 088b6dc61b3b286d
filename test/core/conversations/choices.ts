/** Decisions drawn from a list of numbers: fast-check makes and shrinks the numbers, and the first choice is always the plainest. */
import fc from 'fast-check';

export interface Choices {
  /** 0 … n - 1. */
  below(n: number): number;
  between(least: number, most: number): number;
  one<Value>(list: readonly [Value, ...Value[]] | readonly Value[]): Value;
  /** True once in n times; never where the numbers have run out. */
  rarely(n: number): boolean;
}

const largest = 2 ** 30;

/** So many numbers, of which each is good for several decisions; made evenly, since extremes would choose the same kinds over and over. */
export const numbers = (howMany: number): fc.Arbitrary<number[]> =>
  fc.array(fc.noBias(fc.nat({ max: largest - 1 })), { maxLength: howMany, size: 'max' });

export function choosing(drawn: readonly number[]): Choices {
  let next = 0;
  let left = 0;
  let room = 1;
  const below = (n: number) => {
    if (room < n * 16) {
      left = drawn[next] ?? 0;
      next += 1;
      room = largest;
    }
    const chosen = left % n;
    left = Math.floor(left / n);
    room = Math.floor(room / n);
    return chosen;
  };
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    one: <Value>(list: readonly Value[]) => {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new Error('Nothing to choose from');
      return chosen;
    },
    rarely: (n) => below(n) === n - 1,
  };
}
