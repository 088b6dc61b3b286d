/** What a change of keys has to bring over, and how to see with which keys a database is encrypted. */
import { createLog } from '../../../src/adapters/log.js';
import { createSecretKey } from '../../../src/adapters/store/encryption.js';
import { tableNames } from '../../../src/adapters/store/models.js';
import { openEngine, type Store } from '../../../src/adapters/store/open.js';
import { chatId, personId, postId } from '../../../src/core/model.js';
import { account } from './sample.js';

export const log = createLog('silent');
const keyOf = (byte: number) => Buffer.alloc(32, byte).toString('base64');
export const [next, stranger] = [keyOf(7), keyOf(8)];
export const idOf = (key: string) => createSecretKey(key).id;

const bot = { id: '777', account, token: '{"access_token":"t"}', installedAt: 5 };
export const delivery = (uuid: string) =>
  ({ uuid, account, kind: 'post', chat: chatId('c'), post: postId(uuid), body: `text of ${uuid}`, receivedAt: 1 }) as const;
const digest = {
  chat: chatId('c'),
  owner: personId('1'),
  cron: '0 9 * * *',
  schedule: 'daily at 9:00',
  zone: 'UTC',
  say: 'calls missed yesterday',
  paused: false,
  nextAt: 9,
  source: 'chat',
} as const;

export async function fill(store: Store): Promise<void> {
  await store.bots.save(bot);
  await store.secrets.write('verification', 'one');
  const tokens = { refreshToken: 'r', accessToken: 'a', accessEndsAt: 9, scope: 'ReadCallLog' };
  await store.consents.save({ account, person: personId('1'), tokens, connectedAt: 1, refreshedAt: 2, lostAt: null });
  await store.secretsOf(account).write('webhook-bot', 'two');
  await store.account(account).digests.add(digest);
  for (let each = 0; each < 120; each += 1) await store.inbox.claim(delivery(`u${each}`));
  await store.inbox.answered('u0', 3);
}

export async function contentsOf(store: Store) {
  return {
    bots: await store.bots.all(),
    secret: await store.secrets.read('verification'),
    consents: await store.consents.all(),
    ofAccount: await store.secretsOf(account).read('webhook-bot'),
    digests: (await store.account(account).digests.list()).map(({ say }) => say),
    bodies: (await store.inbox.open()).map(({ uuid, body }) => `${uuid}: ${body}`).sort(),
  };
}

/** The ids of all keys that anything in any table is sealed with, wherever it stands. */
export async function keysIn(databaseUrl: string): Promise<readonly string[]> {
  const { engine } = await openEngine(databaseUrl, log);
  const rows = (await Promise.all(tableNames.map((table) => engine.find(table, {})))).flat();
  await engine.close();
  const found = [...JSON.stringify(rows).matchAll(/"v1\.([0-9a-f]{8})\./g)].map(([, id]) => id as string);
  return [...new Set(found)].sort();
}
