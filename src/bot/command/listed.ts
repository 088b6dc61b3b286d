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
  const found = await calls.list(question, (page - 1) * pageSize, pageSize);
  const keyOf = ({ participations }: ListedCall) => participations[0]?.conversation;
  const wanting = found.filter(({ number }) => number === undefined).flatMap((call) => keyOf(call) ?? []);
  if (wanting.length === 0) return found;
  const given = await calls.numbers(wanting);
  return found.map((call) => {
    const key = keyOf(call);
    const number = key === undefined ? undefined : given.get(key);
    return number === undefined ? call : { ...call, number };
  });
}

/** The numbers that stand in a list. */
export const shortNumbersIn = (calls: readonly ListedCall[]): readonly number[] => calls.flatMap(({ number }) => number ?? []);
