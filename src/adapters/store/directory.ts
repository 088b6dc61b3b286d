/** People, queues and numbers of one account; read on every command, so the parsed directory is kept until it is replaced. */
import { randomUUID } from 'node:crypto';
import { type Directory, directoryOf, type Extension, type ExtensionKind } from '../../core/directory.js';
import { type AccountId, type ExtensionId, extensionId } from '../../core/model.js';
import type { DirectoryStore } from '../../ports.js';
import { type ColumnType, toJson } from './dialect.js';
import type { Engine } from './engine.js';
import type { Row } from './models.js';

/** Account → the directory as last parsed, with the version of it. One per process. */
export type DirectoryCache = Map<AccountId, { readonly version: string; readonly directory: Directory }>;

const columns: Readonly<Record<keyof Row<'extensions'>, ColumnType>> = {
  account: 'text',
  id: 'text',
  kind: 'text',
  type: 'text',
  status: 'text',
  name: 'text',
  extension_number: 'text',
  email: 'text',
  department: 'text',
  site: 'text',
  site_name: 'text',
  unlisted: 'int8',
  numbers: 'text',
};
const names = Object.keys(columns).join(', ');
const overwritten = Object.keys(columns)
  .filter((name) => name !== 'account' && name !== 'id')
  .map((name) => `${name} = excluded.${name}`)
  .join(', ');

export function createDirectoryStore(engine: Engine, account: AccountId, cache: DirectoryCache): DirectoryStore {
  type Head = { version: string; synced_at: number; members: string };
  const head = async (): Promise<{ version: string; synced_at: number } | undefined> =>
    (await engine.query<Head>('SELECT version, synced_at FROM directories WHERE account = $1', [account]))[0];

  const parse = async (version: string): Promise<Directory | null> => {
    const rows = await engine.query<Row<'extensions'>>(`SELECT ${names} FROM extensions WHERE account = $1 ORDER BY id`, [
      account,
    ]);
    // Asked last: where another process replaced the directory meanwhile, what was read may be of two snapshots.
    const [after] = await engine.query<Head>('SELECT version, members FROM directories WHERE account = $1', [account]);
    if (after?.version !== version) return after === undefined ? null : parse(after.version);
    const members = new Map(JSON.parse(after.members) as [ExtensionId, ExtensionId[]][]);
    const directory = directoryOf(account, rows.map(extensionOf), members);
    cache.set(account, { version, directory });
    return directory;
  };

  return {
    async read() {
      const current = await head();
      if (current === undefined) return null;
      const kept = cache.get(account);
      return kept?.version === current.version ? kept.directory : parse(current.version);
    },

    async replace(snapshot, at) {
      const rows = snapshot.extensions.map((extension) => rowOf(account, extension));
      await engine.write(async (tx) => {
        await tx.lock(`directory ${account}`);
        await tx.query(`UPDATE extensions SET status = 'Deleted' WHERE account = $1`, [account]);
        await tx.query(
          `INSERT INTO extensions (${names}) SELECT ${names} FROM ${engine.dialect.rows(1, columns)} AS given WHERE true
           ON CONFLICT (account, id) DO UPDATE SET ${overwritten}`,
          [engine.dialect.encode(columns, rows)],
        );
        const members = toJson([...snapshot.members]);
        await tx.put('directories', { account, version: randomUUID(), synced_at: at, members });
      });
      cache.delete(account);
    },

    async syncedAt() {
      return (await head())?.synced_at ?? null;
    },
  };
}

function rowOf(account: AccountId, extension: Extension): Row<'extensions'> {
  return {
    account,
    id: extension.id,
    kind: extension.kind,
    type: extension.type,
    status: extension.status,
    name: extension.name,
    extension_number: extension.extensionNumber ?? null,
    email: extension.email ?? null,
    department: extension.department ?? null,
    site: extension.site?.id ?? null,
    site_name: extension.site?.name ?? null,
    unlisted: extension.unlisted ? 1 : 0,
    numbers: JSON.stringify(extension.numbers),
  };
}

function extensionOf(row: Row<'extensions'>): Extension {
  return {
    id: extensionId(row.id),
    kind: row.kind as ExtensionKind,
    type: row.type,
    status: row.status,
    name: row.name,
    ...(row.extension_number !== null && { extensionNumber: row.extension_number }),
    ...(row.email !== null && { email: row.email }),
    ...(row.department !== null && { department: row.department }),
    ...(row.site !== null && { site: { id: row.site, ...(row.site_name !== null && { name: row.site_name }) } }),
    ...(row.unlisted === 1 && { unlisted: true }),
    numbers: JSON.parse(row.numbers) as string[],
  };
}
