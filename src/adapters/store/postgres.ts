/** Opens Postgres through sequelize. */
import { Sequelize } from 'sequelize';

/** TLS as `sslmode` of the address asks for it: `require` encrypts without checking the certificate, `verify-…` checks it. */
function tlsOf(databaseUrl: string): object {
  const mode = new URL(databaseUrl).searchParams.get('sslmode');
  if (mode === null || mode === 'disable') return {};
  return { ssl: { rejectUnauthorized: mode.startsWith('verify') } };
}

export async function openPostgres(databaseUrl: string): Promise<Sequelize> {
  const { default: pg } = await import('pg');
  // Counts and times come as int8, which pg gives as strings otherwise; none of ours exceeds 2^53.
  pg.defaults.parseInt8 = true;
  return new Sequelize(databaseUrl, {
    dialect: 'postgres',
    dialectModule: pg,
    logging: false,
    pool: { max: 10, idle: 10_000, acquire: 15_000 },
    dialectOptions: { application_name: 'switchboard', connectionTimeoutMillis: 5_000, keepAlive: true, ...tlsOf(databaseUrl) },
  });
}
