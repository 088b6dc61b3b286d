/** Which known word a mistyped one was meant to be. */

/**
 * The candidate fewest edits away, the first of equals; an edit adds, drops or changes a letter, or swaps two neighbours. Null where none
 * is within `maxDistance`: by default 1 for words of up to four letters, else 2. Case does not count.
 */
export function nearest(word: string, candidates: readonly string[], maxDistance?: number): string | null {
  const typed = letters(word);
  // A word of which every letter would change is another word.
  const limit = Math.min(maxDistance ?? (typed.length <= 4 ? 1 : 2), typed.length - 1);
  let found: string | null = null;
  let best = limit + 1;
  for (const candidate of candidates) {
    const known = letters(candidate);
    if (Math.abs(known.length - typed.length) >= best) continue;
    const distance = edits(typed, known);
    if (distance < best) [found, best] = [candidate, distance];
  }
  return found;
}

const letters = (word: string): readonly string[] => Array.from(word.normalize('NFC').toLowerCase());

/** Damerau-Levenshtein distance, in which no stretch is edited twice. */
function edits(left: readonly string[], right: readonly string[]): number {
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(at(above, column) + 1, at(current, column - 1) + 1, at(above, column - 1) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, at(before, column - 2) + 1);
      current.push(cost);
    }
    [before, above] = [above, current];
  }
  return at(above, right.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? 0;
