/** A page of calls, each with the short number it can be asked about by. */
import type { World } from '../bot/command/world.js';
import type { CallQuestion, ListedCall } from '../core/question.js';

export async function listed(
  { calls, pageSize }: Pick<World, 'calls' | 'pageSize'>,
  question: CallQuestion,
  page: number,
): Promise<readonly ListedCall[]> {
  const found = await calls.list(question, (page - 1) * pageSize, pageSize);
  if (found.length === 0) return found;
  const keyOf = ({ participations }: ListedCall) => participations[0]?.conversation;
  const numbers = await calls.numbers(found.flatMap((call) => keyOf(call) ?? []));
  return found.map((call) => {
    const key = keyOf(call);
    const number = key === undefined ? undefined : numbers.get(key);
    return number === undefined ? call : { ...call, number };
  });
}

/** The numbers that stand in a list. */
export const numbersIn = (calls: readonly ListedCall[]): readonly number[] => calls.flatMap(({ number }) => number ?? []);
