/** The scheduled command lines of an account; what they say is encrypted. */
import type { Digest } from '../../core/digest.js';
import { type AccountId, chatId, personId } from '../../core/model.js';
import type { DigestStore } from '../../ports.js';
import type { Engine } from './engine.js';
import type { Row } from './models.js';
import type { Seal, Vault } from './vault.js';

export function createDigestStore(engine: Engine, account: AccountId, vault: Vault): DigestStore {
  const rowOf = (seal: Seal, { id, chat, owner, cron, schedule, zone, say, paused, nextAt, source }: Digest): Row<'digests'> => ({
    account,
    id,
    chat,
    owner,
    cron,
    schedule,
    zone,
    say: seal(say, 'digests', `${account} ${id}`),
    paused: paused ? 1 : 0,
    next_at: nextAt,
    source,
  });
  const digestOf = (row: Row<'digests'>): Digest => ({
    id: row.id,
    chat: chatId(row.chat),
    owner: personId(row.owner),
    cron: row.cron,
    schedule: row.schedule,
    zone: row.zone,
    say: vault.open(row.say, 'digests', `${account} ${row.id}`),
    paused: row.paused === 1,
    nextAt: row.next_at,
    source: row.source as Digest['source'],
  });
  return {
    async list(chat) {
      const rows = await engine.find('digests', chat === undefined ? { account } : { account, chat });
      return rows.map(digestOf).sort((a, b) => a.id - b.id);
    },
    add: (digest) =>
      engine.write(async (tx) => {
        await tx.lock(`digests of ${account}`);
        const [last] = await tx.query<{ id: number | null }>('SELECT MAX(id) AS id FROM digests WHERE account = $1', [account]);
        const added: Digest = { ...digest, id: (last?.id ?? 0) + 1 };
        await tx.put('digests', rowOf(await vault.sealing(tx), added));
        return added;
      }),
    async change(id, change) {
      await engine.write(async (tx) => {
        await tx.lock(`digests of ${account}`);
        const [row] = await tx.query<Row<'digests'>>('SELECT * FROM digests WHERE account = $1 AND id = $2', [account, id]);
        if (row) await tx.put('digests', rowOf(await vault.sealing(tx), { ...digestOf(row), ...change }));
      });
    },
    remove: (id) => engine.write((tx) => tx.remove('digests', { account, id })),
  };
}
