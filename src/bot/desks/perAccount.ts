/** The part of a shared memory that belongs to one account: other companies may have the same ids. */
import type { AccountId } from '../../core/model.js';

interface Memory<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): unknown;
  delete(key: string): unknown;
}

export const within = <Value>(memory: Memory<Value>, account: AccountId): Memory<Value> => ({
  get: (key) => memory.get(`${account} ${key}`),
  set: (key, value) => memory.set(`${account} ${key}`, value),
  delete: (key) => memory.delete(`${account} ${key}`),
});
