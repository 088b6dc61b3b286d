/** A store can be looked at before there is one, beside a bot that writes to it, and never changes by that. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/adapters/log.js';
import { findKey, inspectStore, type StoreInspection } from '../../../src/adapters/store/inspect.js';
import { createVault } from '../../../src/adapters/store/vault.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account } from './sample.js';

const log = createLog('silent');
const vaultOf = (keys: string) => createVault(() => keys);
const otherKey = Buffer.alloc(32, 7).toString('base64');

afterAll(stopEngines);

describe.each(engines)('looking at $name', ({ name, database }) => {
  let db: Database;
  const looking: StoreInspection[] = [];
  beforeEach(async () => {
    db = await database();
  });
  afterEach(async () => {
    for (const each of looking.splice(0)) await each.close();
    await db.close();
  });
  const look = async () => {
    const seen = await inspectStore(db.url, log);
    if (seen) looking.push(seen);
    return seen;
  };

  it('finds nothing before the first start, and makes nothing', async () => {
    for (const _ of ['once', 'again']) {
      const seen = await look();
      if (name === 'sqlite') expect(seen).toBeNull();
      else expect(seen?.migrations.pending.length).toBeGreaterThan(0);
      expect((await seen?.fits(vaultOf(db.secretKey))) ?? null).toBeNull();
    }
  });

  it('sees what a running bot has written', async () => {
    const store = await db.open();
    await store.bots.save({ id: '777', account, token: '{"access_token":"t"}', installedAt: 5 });
    const seen = await look();
    if (!seen) throw new Error('no store');
    expect(seen.migrations).toEqual({ pending: [], unknown: [] });
    const vault = vaultOf(db.secretKey);
    expect([await seen.fits(vault), await seen.fits(vaultOf(otherKey)), await seen.fits(null)]).toEqual([true, false, false]);
    expect((await seen.readWith(vault).bots.all()).map(({ id }) => id)).toEqual(['777']);
    expect(await seen.freshness(account)).toEqual({ people: null, calls: {} });
    await store.account(account).directory.replace({ extensions: [], members: new Map() }, 9);
    await store.account(account).state.saveCallSync({ through: 8 });
    expect(await seen.freshness(account)).toEqual({ people: 9, calls: { through: 8 } });
  });

  it('tells which process works for an account, until it gives that back', async () => {
    const store = await db.open();
    await store.leases.keep([account]);
    const workers = async () => (await look())?.workers();
    expect(await workers()).toEqual(name === 'sqlite' ? null : new Map([[account, 'unnamed']]));
    await store.leases.giveBack();
    expect(await workers()).toEqual(name === 'sqlite' ? null : new Map());
  });

  it('names migrations to come and those of a newer program', async () => {
    const engine = await db.engine();
    await engine.query(`DELETE FROM migrations WHERE name LIKE '002%'`);
    await engine.query(`INSERT INTO migrations (name) VALUES ('999-later')`);
    expect((await look())?.migrations).toMatchObject({ pending: [expect.stringMatching(/^002/)], unknown: ['999-later'] });
  });

  it('takes the key of the environment, and knows of a file on SQLite only', () => {
    expect(findKey(db.url, otherKey)).toMatchObject({ source: 'BOT_SECRET_KEY', exposed: false });
    expect(findKey(db.url, undefined)).toMatchObject({
      vault: null,
      source: name === 'sqlite' ? expect.stringMatching(/switchboard\.key$/) : null,
    });
  });
});
