/** What a `postgres://` address says: where the database is, who asks, and whether the way there is encrypted and checked. */
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

export interface PostgresAddress {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** `offered`: encrypted, unchecked, where the server can; `false`: never; else always, by these rules. */
  readonly tls: 'offered' | false | TlsRules;
  /** What the server is told of its run-time settings, as libpq's `options`. */
  readonly options: string | undefined;
}

export type TlsRules = Pick<ConnectionOptions, 'rejectUnauthorized' | 'checkServerIdentity' | 'ca' | 'cert' | 'key'>;

const modes = ['disable', 'allow', 'prefer', 'require', 'no-verify', 'verify-ca', 'verify-full'] as const;
type Mode = (typeof modes)[number];

/** @throws one sentence without values where it cannot be read */
export function readPostgresAddress(databaseUrl: string): PostgresAddress {
  // Without a host, which is then said behind the question mark, it is an address to libpq alone.
  const whole = databaseUrl.replace('@/', '@localhost/');
  if (!URL.canParse(whole)) {
    throw new Error('DATABASE_URL is not an address: in a password # / ? : @ and % are written %23 %2F %3F %3A %40 and %25');
  }
  const url = new URL(whole);
  const given = (name: string) => url.searchParams.get(name) || undefined;
  const user = decoded(url.username) || given('user');
  const host = given('host') ?? (decoded(url.hostname).replace(/^\[(.*)\]$/, '$1') || 'localhost');
  return {
    host,
    port: Number(url.port || given('port') || 5432),
    database: decoded(url.pathname.slice(1)) || user || 'postgres',
    user,
    password: decoded(url.password) || given('password'),
    // A socket never leaves the machine, and the server encrypts none.
    tls: host.startsWith('/') ? false : tlsOf(modeOf(given('sslmode'), given('ssl')), given),
    options: given('options'),
  };
}

/** As libpq reads `sslmode` (PostgreSQL manual, SSL Support); `no-verify` and `ssl=true` are what hosters for Node write. */
function tlsOf(mode: Mode, given: (name: string) => string | undefined): PostgresAddress['tls'] {
  if (mode === 'disable') return false;
  if (mode === 'allow' || mode === 'prefer') return 'offered';
  const file = (name: string) => {
    const path = given(name);
    return path === undefined || path === 'system' ? undefined : readFileSync(path, 'utf8');
  };
  const [ca, cert, key] = [file('sslrootcert'), file('sslcert'), file('sslkey')];
  const checked = mode.startsWith('verify') || (mode === 'require' && ca !== undefined);
  return {
    rejectUnauthorized: checked,
    ...(checked && mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
  };
}

function modeOf(mode: string | undefined, ssl: string | undefined): Mode {
  if (mode === undefined) return ssl === 'true' || ssl === '1' || ssl === 'no-verify' ? 'require' : 'prefer';
  const known = modes.find((each) => each === mode);
  if (known === undefined) throw new Error(`DATABASE_URL: sslmode must be one of ${modes.join(', ')}`);
  return known;
}

/** An escape that is none was meant as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
