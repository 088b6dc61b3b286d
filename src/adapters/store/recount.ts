/** Computes participations anew that rest on other rules, a few conversations at a time. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallRecord } from '../../core/call.js';
import type { RecountProgress } from '../../core/rules.js';
import { participationRows, type Target, writeParticipations } from './call-records.js';
import { hasRows, isSettled, type State, stateOf } from './counted-by.js';

/** Few enough that whoever asks meanwhile notices nothing. */
const conversationsAtOnce = 200;

/** One step; null where nothing is left to do. A death costs one step, and several who do it at once help each other. */
export async function recount(target: Target): Promise<RecountProgress | null> {
  const { engine, account, association } = target;
  const found = await stateOf(engine.query, account);
  if (found ? isSettled(found, association.version) : !(await hasRows(engine.query, account))) return null;
  if (found?.target !== association.version) await begin(target);
  const progress = await engine.write(async (tx) => {
    await tx.lock(`calls ${account}`);
    const state = await stateOf(tx.query, account);
    if (!state || isSettled(state, association.version)) return null;
    if (state.target !== association.version) return { done: 0, total: 0 };
    const { dialect } = engine;
    const next = await tx.query<{ conversation: string }>(
      `SELECT DISTINCT conversation FROM calls WHERE account = $1 AND conversation > $2 ORDER BY conversation LIMIT $3`,
      [account, state.position, conversationsAtOnce],
    );
    const last = next.at(-1);
    if (!last) {
      // Somebody wrote by other rules meanwhile, perhaps where this was already: once more, from the beginning.
      const again: State = { ...state, position: '', done: 0, mixed: 0 };
      await tx.put('recounts', state.mixed === 1 ? again : { ...again, rules: association.version, target: null });
      return state.mixed === 1 ? { done: 0, total: state.total } : null;
    }
    const conversations = next.map(({ conversation }) => conversation);
    const keys = dialect.list(conversations);
    const stored = await tx.query<{ record: string; deleted: number }>(
      `SELECT record, deleted FROM calls
       WHERE account = $1 AND conversation IN (SELECT value FROM ${dialect.values(2)} AS asked)`,
      [account, keys],
    );
    const records = stored.filter(({ deleted }) => deleted === 0).map(({ record }) => JSON.parse(record) as CallRecord);
    await tx.query(
      `DELETE FROM participations WHERE account = $1 AND conversation IN (SELECT value FROM ${dialect.values(2)} AS asked)`,
      [account, keys],
    );
    await writeParticipations(tx, participationRows(target, conversations, records));
    const done = state.done + stored.length;
    await tx.put('recounts', { ...state, position: last.conversation, done });
    return { done, total: Math.max(done, state.total) };
  });
  await nextTurn();
  return progress;
}

async function begin({ engine, account, association }: Target): Promise<void> {
  const [counted] = await engine.query<{ n: number }>('SELECT COUNT(*) AS n FROM calls WHERE account = $1', [account]);
  await engine.write(async (tx) => {
    await tx.lock(`calls ${account}`);
    const state = await stateOf(tx.query, account);
    if (state?.target === association.version) return;
    const fresh = { account, target: association.version, position: '', done: 0, total: counted?.n ?? 0, mixed: 0 };
    await tx.put('recounts', { ...fresh, rules: '' });
  });
}
