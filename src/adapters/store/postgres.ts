/** Opens Postgres through sequelize. */
import { connect } from 'node:net';
import type { Client } from 'pg';
import { BaseError, Sequelize } from 'sequelize';
import type { Database } from './engine.js';
import { type PostgresAddress, readPostgresAddress, type TlsRules } from './postgres-address.js';
import { StoreError } from './store-error.js';

const connectWithinMs = 5_000;

/** @throws where nobody listens there, and one sentence where the address cannot be read */
export async function openPostgres(databaseUrl: string): Promise<Database> {
  const { default: pg } = await import('pg');
  // Counts and times come as int8, which pg gives as strings otherwise; none of ours exceeds 2^53.
  pg.defaults.parseInt8 = true;
  const address = readPostgresAddress(databaseUrl);
  const { host, port, database, user, password, options } = address;
  // In parts: sequelize takes an address apart by two parsers of its own, the second of which forgets how TLS is to be checked.
  const sequelize = new Sequelize(database, user ?? '', password ?? '', {
    dialect: 'postgres',
    dialectModule: Object.assign(Object.create(pg), { Client: heard(pg.Client) }),
    host,
    port,
    logging: false,
    pool: { max: 10, idle: 10_000, acquire: 15_000 },
    dialectOptions: {
      application_name: 'switchboard',
      connectionTimeoutMillis: connectWithinMs,
      keepAlive: true,
      ssl: await rulesOf(address),
      ...(options && { options }),
    },
  });
  const { connectionManager } = sequelize as unknown as { connectionManager: ConnectionManager };
  const get = connectionManager.getConnection.bind(connectionManager);
  // What ends a connection as it is made, sequelize passes on as the driver said it.
  connectionManager.getConnection = (options) =>
    get(options).catch((error: Error) => {
      throw error instanceof BaseError ? error : StoreError.ofDriver(error);
    });
  return { sequelize, ask: askThrough(connectionManager) };
}

/** sequelize listens for a connection's 'error' only once it has it, and one that ends as it is made would end the process. */
function heard(Plain: Client): Client {
  return class HeardClient extends Plain {
    constructor(config: object) {
      super(config);
      this.on('error', () => undefined);
    }
  };
}

/** Straight to the driver, on sequelize's connections: its own way there takes as long as a short question, since it writes down a stack for each. */
function askThrough(manager: ConnectionManager): Database['ask'] {
  return async (sql, bind, transaction) => {
    if (transaction) return askOf((transaction as unknown as { readonly connection: Connection }).connection, sql, bind);
    const connection = await manager.getConnection();
    try {
      return await askOf(connection, sql, bind);
    } finally {
      manager.releaseConnection(connection);
    }
  };
}

const askOf = (connection: Connection, sql: string, bind: readonly unknown[]): Promise<object[]> =>
  connection.query(sql, bind).then(
    ({ rows }) => rows,
    (error: Error & { readonly severity?: string; readonly code?: string }) => {
      // The driver's own words, or the server's last ones (PostgreSQL manual, appendix A). sequelize's pool gives nobody what is marked so.
      if (error.severity === undefined || /^(08|57P)/.test(error.code ?? '')) connection._invalid = true;
      throw StoreError.ofDriver(error);
    },
  );

/**
 * Hosters demand encryption, with certificates nobody vouches for and addresses that do not say so (Heroku Dev Center, connecting to Heroku
 * Postgres from Node.js). So an address that says nothing means what it means to every other PostgreSQL client: whatever the server can.
 */
const rulesOf = async ({ tls, host, port }: PostgresAddress): Promise<false | TlsRules> =>
  tls !== 'offered' ? tls : (await offersTls(host, port)) ? { rejectUnauthorized: false } : false;

/** The first eight bytes of a session: `SSLRequest`, answered by S or N (PostgreSQL manual, message flow, SSL session encryption). */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

function offersTls(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: connectWithinMs }, () => socket.write(sslRequest));
    const end = (conclude: () => void) => {
      socket.destroy();
      conclude();
    };
    socket.once('data', (answer) => end(() => resolve(answer.toString('latin1', 0, 1) === 'S')));
    socket.once('error', (error: NodeJS.ErrnoException) => end(() => reject(unreachable(error.code))));
    socket.once('timeout', () => end(() => reject(unreachable('ETIMEDOUT'))));
    socket.once('close', () => reject(unreachable('ECONNRESET')));
  });
}

const unreachable = (code = 'no answer') => new Error(`the database of DATABASE_URL cannot be reached (${code})`);

/** The driver's, with sequelize's mark. */
interface Connection {
  query(sql: string, bind: readonly unknown[]): Promise<{ readonly rows: object[] }>;
  _invalid?: boolean;
}

interface ConnectionManager {
  getConnection(options?: object): Promise<Connection>;
  releaseConnection(connection: Connection): void;
}
