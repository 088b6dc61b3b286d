/** Lists as a person reads them: every page asked for, every call counted, none twice. */

import { callsIn, counted, hasCount } from './figures.js';
import type { AskIn, Place } from './house.js';

const more = /: ask again with \*\*page (\d+)\*\*\.$/m;

export interface Listing {
  /** How many calls the line lists. */
  length(place: Place, line: string): Promise<number>;
  pages(place: Place, line: string): Promise<readonly string[]>;
  /** How many lines were listed. */
  asked(): number;
}

export function listing(ask: AskIn): Listing {
  const known = new Map<string, number>();

  async function pages(place: Place, line: string): Promise<readonly string[]> {
    const texts = [await ask(place, line)];
    for (let page = more.exec(texts[0] ?? '')?.[1]; page !== undefined; page = more.exec(texts.at(-1) ?? '')?.[1]) {
      texts.push(await ask(place, `${line} page ${page}`));
    }
    return texts;
  }

  async function length(place: Place, line: string): Promise<number> {
    const key = `${place} ${line}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const texts = await pages(place, line);
    if (!hasCount(texts[0] ?? '')) throw new Error(`${line} is no list: ${texts[0]}`);
    const calls = texts.flatMap(callsIn);
    const numbers = calls.map((call) => / · #(\d+)$/.exec(call)?.[1]);
    if (new Set(numbers).size !== calls.length) throw new Error(`a call stands twice in ${line}:\n${calls.join('\n')}`);
    for (const text of texts)
      if (counted(text) !== calls.length) throw new Error(`${calls.length} calls are listed, not those of ${text}`);
    known.set(key, calls.length);
    return calls.length;
  }

  return {
    pages,
    length,
    asked: () => known.size,
  };
}
