/** A page of calls, each with the short number it can be asked about by. */

import type { CallQuestion, CallTotals, ListedCall } from '../../core/question.js';
import type { Ask } from './ask.js';
import type { World } from './world.js';

export interface CountedAndListed {
  readonly totals: CallTotals;
  readonly list?: { readonly calls: readonly ListedCall[]; readonly page: number; readonly pageSize: number };
}

/** The figures, and a page of the calls behind them where the asker may see these. */
export async function countedAndListed(
  question: CallQuestion,
  { level, page }: Pick<Ask, 'level' | 'page'>,
  world: Pick<World, 'calls' | 'pageSize'>,
): Promise<CountedAndListed> {
  const [totals, calls] = await Promise.all([
    world.calls.totals(question),
    level === 'list' ? listed(world, question, page) : undefined,
  ]);
  return { totals, ...(calls && { list: { calls, page, pageSize: world.pageSize } }) };
}

export async function listed(
  { calls, pageSize }: Pick<World, 'calls' | 'pageSize'>,
  question: CallQuestion,
  page: number,
): Promise<readonly ListedCall[]> {
  const [found = []] = await numbered(calls, await calls.list(question, (page - 1) * pageSize, pageSize));
  return found;
}

/** The same lists of calls, each call with its number. */
export async function numbered(
  calls: Pick<World['calls'], 'numbers'>,
  ...lists: readonly (readonly ListedCall[])[]
): Promise<readonly (readonly ListedCall[])[]> {
  const keyOf = ({ participations }: ListedCall) => participations[0]?.conversation;
  const unnumbered = lists.flat().filter(({ number }) => number === undefined);
  const wanting = new Set(unnumbered.flatMap((call) => keyOf(call) ?? []));
  if (wanting.size === 0) return lists;
  const given = await calls.numbers([...wanting]);
  const withNumber = (call: ListedCall): ListedCall => {
    const key = keyOf(call);
    const number = key === undefined ? undefined : given.get(key);
    return number === undefined ? call : { ...call, number };
  };
  return lists.map((list) => list.map(withNumber));
}

/** The numbers that stand in an answer. */
export const shortNumbersIn = (calls: readonly ListedCall[]): readonly number[] => [
  ...new Set(calls.flatMap(({ number }) => number ?? [])),
];
