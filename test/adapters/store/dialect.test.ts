/** Lists as parameters: whatever people and carriers write comes back from both engines, but for what PostgreSQL cannot keep. */
import { afterAll, describe, expect, it } from 'vitest';
import { engines, stopEngines } from './engines.js';

afterAll(stopEngines);

const kept = ['', ' ', 'NULL', 'a,b', '{a}', '"a"', "it's", '\\', '\\N', '$1', '?1', 'a\nb', '[1]', '%_', '\u{1F4DE}', 'z\u0335'];
const replaced = [
  ['a\0b', 'a\uFFFDb'],
  ['a\uD800', 'a\uFFFD'],
] as const;

describe.each(engines)('a list on $name', ({ database }) => {
  it('comes back as it was given, in its order', async () => {
    const db = await database();
    const engine = await db.engine();
    const { dialect } = engine;
    const back = async (strings: readonly string[]) => {
      const rows = await engine.query<{ value: string }>(`SELECT value FROM ${dialect.values(1)} AS given`, [
        dialect.list(strings),
      ]);
      return rows.map(({ value }) => value);
    };
    expect(await back(kept)).toEqual(kept);
    expect(await back(replaced.map(([given]) => given))).toEqual(replaced.map(([, expected]) => expected));
    expect(await back([])).toEqual([]);
    await db.close();
  });
});
