/** A PostgreSQL server for tests: started from the programs that are installed, in a directory of its own, and removed with it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './freePort.js';

export interface PostgresServer {
  /** Makes an empty database and gives its address. */
  createDatabase(): Promise<string>;
  /** Runs a statement as the owner of the server. */
  run(statement: string): void;
  /** The certificate, where it speaks TLS. */
  readonly certificate: string | null;
  /** Stops in the way that ends every connection at once, waits, and starts again on the same data. */
  restart(downForMs?: number): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** As hosters run it: on a port, by password, with a certificate it signed itself, and nobody is let in unencrypted. */
  readonly hosted?: boolean;
}

/** Null where there is no PostgreSQL; with CI=true that is a failure. */
export async function startPostgres({ hosted = false }: PostgresOptions = {}): Promise<PostgresServer | null> {
  const bin = programs();
  if (bin === null) {
    if (process.env.CI === 'true') throw new Error('PostgreSQL is needed with CI=true: no initdb in /usr/lib/postgresql or PATH');
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-postgres-'));
  const identity = unprivileged();
  const give = (path: string) => identity !== null && chownSync(path, identity.uid, identity.gid);
  give(folder);
  const run = { ...identity, cwd: folder, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };
  const data = join(folder, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'tester', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...run,
    stdio: 'pipe',
  });
  // Only on a socket inside the directory, unless it has to be a port, which another run could hold.
  const port = hosted ? await freePort() : 5432;
  const settings = [
    `unix_socket_directories=${folder}`,
    `port=${port}`,
    'fsync=off',
    'max_connections=300',
    ...(hosted ? ['listen_addresses=127.0.0.1', 'ssl=on'] : ['listen_addresses=']),
  ];
  const certificate = hosted ? makeCertificate(data, give) : null;
  if (hosted) writeFileSync(join(data, 'pg_hba.conf'), 'local all tester trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n');

  const start = async (): Promise<ChildProcess> => {
    const started = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
      ...run,
      stdio: 'pipe',
    });
    let words = '';
    started.stderr.on('data', (chunk: Buffer) => {
      words += chunk.toString();
    });
    while (!words.includes('ready to accept connections')) {
      if (started.exitCode !== null) throw new Error(`PostgreSQL did not start: ${words}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return started;
  };
  let server = await start();
  const end = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await ended;
  };
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);

  const sql = (statement: string) => {
    const asked = ['-h', folder, '-p', `${port}`, '-U', 'tester', '-d', 'postgres', '-qtAc', statement];
    execFileSync(join(bin, 'psql'), asked, { ...run, stdio: 'pipe' });
  };
  let count = 0;
  return {
    certificate,
    async createDatabase() {
      const name = `test_${++count}`;
      sql(`CREATE DATABASE ${name}`);
      if (!hosted) return `postgres://tester@localhost/${name}?host=${encodeURIComponent(folder)}`;
      const password = 'a:b/c?d#e@f%41 g';
      sql(`CREATE ROLE "user ${name}" LOGIN PASSWORD '${password}'`);
      sql(`ALTER DATABASE ${name} OWNER TO "user ${name}"`);
      return `postgres://user%20${name}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;
    },
    run: sql,
    async restart(downForMs = 0) {
      await end();
      await new Promise((resolve) => setTimeout(resolve, downForMs));
      server = await start();
    },
    async stop() {
      await end();
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where PostgreSQL's programs are: the newest installed version, else what PATH has. */
export function programs(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [...versions.map((version) => join(root, version, 'bin')), ...(process.env.PATH ?? '').split(delimiter)];
  return places.find((place) => existsSync(join(place, 'initdb')) && existsSync(join(place, 'postgres'))) ?? null;
}

/** For the name `localhost` and no other. */
function makeCertificate(data: string, give: (path: string) => void): string {
  const [certificate, key] = [join(data, 'server.crt'), join(data, 'server.key')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', certificate];
  execFileSync('openssl', made, { stdio: 'pipe' });
  chmodSync(key, 0o600);
  for (const path of [certificate, key]) give(path);
  return certificate;
}

/** PostgreSQL refuses to run as root: then as the user the package made for it. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
