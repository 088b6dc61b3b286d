/** Remembers what a pure function gave: for the few whose answers are asked again and again and take long to find. */
import { LRUCache } from 'lru-cache';

/** The function with a memory of its latest `max` answers; an argument may be a text or a number. */
export function memo<Argument extends string | number, Value>(
  find: (argument: Argument) => Value,
  max: number,
): (argument: Argument) => Value {
  const known = new LRUCache<Argument, { readonly value: Value }>({ max });
  return (argument) => {
    const kept = known.get(argument);
    if (kept) return kept.value;
    const value = find(argument);
    known.set(argument, { value });
    return value;
  };
}
