/** PostgreSQL as hosters give it: encrypted or not at all, with a certificate nobody vouches for, and restarted at any time. */
import { randomBytes } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine, openStore } from '../../../src/adapters/store/open.js';
import { readPostgresAddress } from '../../../src/adapters/store/postgres-address.js';
import { StoreError } from '../../../src/adapters/store/store-error.js';
import { startPostgres } from '../../postgres.js';

const [hosted, plain] = await Promise.all([startPostgres({ hosted: true }), startPostgres()]);
const note = () => {};
const log = { debug: note, info: note, warn: note, error: note };
afterAll(async () => {
  await hosted?.stop();
  await plain?.stop();
});

const encrypted = async (url: string) => {
  const { engine } = await openEngine(url, log);
  try {
    const [row] = await engine.query<{ ssl: boolean }>('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
    return row?.ssl;
  } finally {
    await engine.close();
  }
};

describe.skipIf(hosted === null)('a hosted PostgreSQL', () => {
  const address = async (scheme = 'postgres') => ((await hosted?.createDatabase()) ?? '').replace('postgres', scheme);

  it.each(['', '?sslmode=prefer', '?sslmode=require', '?sslmode=no-verify', '?ssl=true'])('is reached by %s', async (how) => {
    expect(await encrypted(`${await address()}${how}`)).toBe(true);
  });

  it('is reached by the other spelling of the scheme', async () => {
    const secretKey = randomBytes(32).toString('base64');
    const store = await openStore({ databaseUrl: await address('postgresql'), secretKey, clock: { now: () => 0 }, log });
    expect(await store.ready()).toBe(true);
    await store.close();
  });

  it('is checked where that is asked for', async () => {
    const url = await address();
    const [ca, named] = [encodeURIComponent(hosted?.certificate ?? ''), url.replace('127.0.0.1', 'localhost')];
    await expect(encrypted(`${url}?sslmode=verify-full`)).rejects.toThrow(/self.signed certificate/);
    await expect(encrypted(`${url}?sslmode=verify-full&sslrootcert=${ca}`)).rejects.toThrow(/does not match|altnames/i);
    expect(await encrypted(`${named}?sslmode=verify-full&sslrootcert=${ca}`)).toBe(true);
    expect(await encrypted(`${url}?sslmode=verify-ca&sslrootcert=${ca}`)).toBe(true);
  });

  it('says why where it is asked without encryption', async () => {
    await expect(encrypted(`${await address()}?sslmode=disable`)).rejects.toThrow(/no encryption/);
  });
});

describe.skipIf(plain === null)('a PostgreSQL without TLS', () => {
  it('is reached all the same, unless encryption is asked for', async () => {
    expect(await encrypted((await plain?.createDatabase()) ?? '')).toBe(false);
  });
});

describe.skipIf(plain === null)('a PostgreSQL that ends connections', () => {
  it('fails the questions under way, and none of those that come after', async () => {
    const { engine } = await openEngine((await plain?.createDatabase()) ?? '', log);
    for (let round = 0; round < 5; round += 1) {
      const asked = [...Array(12)].map(() => engine.query('SELECT pg_sleep(0.2)'));
      const ended = Promise.allSettled(asked);
      await new Promise((resolve) => setTimeout(resolve, 60));
      plain?.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'switchboard'");
      const failed = (await ended).flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
      expect(failed.length).toBeGreaterThan(0);
      for (const reason of failed) expect(reason).toBeInstanceOf(StoreError);
      await Promise.all([...Array(12)].map(() => engine.query('SELECT 1 AS one')));
    }
    await engine.close();
  });
});

it('outlives a connection that is ended as it is made', async () => {
  const text = (words: string) => Buffer.from(`${words}\0`);
  const message = (type: string, body: Buffer) => {
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const admitted = message('R', Buffer.alloc(4));
  const ready = message('Z', Buffer.from('I'));
  const over = message(
    'E',
    Buffer.concat([text('SFATAL'), text('VFATAL'), text('C57P01'), text('Mthe server stops'), Buffer.alloc(1)]),
  );
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    // The eight bytes that ask for TLS come first, on a connection of their own.
    socket.once('data', (first) => socket.end(first.length === 8 ? 'N' : Buffer.concat([admitted, ready, over])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { engine } = await openEngine(`postgres://somebody@127.0.0.1:${port}/calls`, log);
  await expect(engine.query('SELECT 1')).rejects.toBeInstanceOf(StoreError);
  await engine.close();
  server.close();
});

it('tells in a sentence that nobody is there', async () => {
  await expect(openEngine('postgres://someone:some-secret@127.0.0.1:1/none', log)).rejects.toThrow(
    'the database of DATABASE_URL cannot be reached (ECONNREFUSED)',
  );
});

describe('an address', () => {
  it('has its parts unescaped', () => {
    expect(readPostgresAddress('postgres://a%40b:p%3A%2F%23%25w@db.example:6432/my%20calls?options=-c%20x%3D1')).toEqual({
      host: 'db.example',
      port: 6432,
      database: 'my calls',
      user: 'a@b',
      password: 'p:/#%w',
      tls: 'offered',
      options: '-c x=1',
    });
  });

  it('may leave out what has a default, name a socket, or be of IPv6', () => {
    expect(readPostgresAddress('postgres://bot@/')).toMatchObject({ host: 'localhost', port: 5432, database: 'bot' });
    expect(readPostgresAddress('postgres://bot@/x?host=/run/pg&sslmode=require')).toMatchObject({ host: '/run/pg', tls: false });
    expect(readPostgresAddress('postgresql://bot:100%@[::1]:1/x')).toMatchObject({ host: '::1', password: '100%' });
  });

  it.each(['postgres://bot:p#ss@db/x', 'postgres://bot:pass@db:port/x'])('is refused without its password: %s', (url) => {
    expect(() => readPostgresAddress(url)).toThrow(/^DATABASE_URL is not an address: in a password/);
  });

  it('is refused where its sslmode is none', () => {
    expect(() => readPostgresAddress('postgres://db/x?sslmode=sometimes')).toThrow(/sslmode must be one of disable, allow/);
  });
});
