/** By which rules the participations of an account were computed. */
import type { AccountId } from '../../core/model.js';
import type { RecountProgress } from '../../core/rules.js';
import type { Engine, Query } from './engine.js';
import type { Row } from './models.js';

/** `rules` is empty where rows of several rules stand side by side; `target` are those it is being brought to. */
export type State = Row<'recounts'>;

export const isSettled = (state: State, version: string): boolean => state.target === null && state.rules === version;

export async function stateOf(query: Query, account: AccountId): Promise<State | undefined> {
  const [state] = await query<State>('SELECT * FROM recounts WHERE account = $1', [account]);
  return state;
}

/** How far it is; null where every row was computed by these rules. */
export async function recounting(
  { query }: Pick<Engine, 'query'>,
  account: AccountId,
  version: string,
): Promise<RecountProgress | null> {
  const state = await stateOf(query, account);
  if (!state || isSettled(state, version)) return null;
  return state.target === version ? { done: state.done, total: state.total } : { done: 0, total: 0 };
}

/** Called in every transaction that writes participations: rows by other rules than the rest must not go unnoticed. */
export async function noteRules(query: Query, account: AccountId, version: string): Promise<void> {
  const state = await stateOf(query, account);
  if (!state) {
    const rules = (await hasRows(query, account)) ? '' : version;
    await query(
      `INSERT INTO recounts (account, rules, position, done, total, mixed) VALUES ($1, $2, '', 0, 0, 0)
       ON CONFLICT (account) DO NOTHING`,
      [account, rules],
    );
  } else if (state.target === null && state.rules !== version) {
    await query(`UPDATE recounts SET rules = '' WHERE account = $1`, [account]);
  } else if (state.target !== null && state.target !== version) {
    await query('UPDATE recounts SET mixed = 1 WHERE account = $1', [account]);
  }
}

export async function hasRows(query: Query, account: AccountId): Promise<boolean> {
  return (await query('SELECT conversation FROM participations WHERE account = $1 LIMIT 1', [account])).length > 0;
}
