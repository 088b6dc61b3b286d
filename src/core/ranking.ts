/** Places in a ranking: whoever is level shares a place, and the next is as far down as there are people before. */

export interface Placed<Item> {
  /** From 1. */
  readonly place: number;
  readonly item: Item;
  readonly value: number;
}

/** The highest first; who has nothing has no place. Those who are level stay in the order they came in. */
export function ranked<Item>(items: readonly Item[], amount: (item: Item) => number): readonly Placed<Item>[] {
  const sorted = items
    .map((item) => ({ item, value: amount(item) }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value);
  let place = 0;
  return sorted.map((each, at) => {
    if (each.value !== sorted[at - 1]?.value) place = at + 1;
    return { ...each, place };
  });
}

/** `1st`, `2nd`, `11th`. */
export function ordinal(place: number): string {
  const teen = place % 100 >= 11 && place % 100 <= 13;
  const ending = teen ? undefined : ({ 1: 'st', 2: 'nd', 3: 'rd' } as Readonly<Record<number, string>>)[place % 10];
  return `${place}${ending ?? 'th'}`;
}
