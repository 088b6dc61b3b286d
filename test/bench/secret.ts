/** The key under which a measured store keeps its secrets, of which it has none: PostgreSQL wants one given, SQLite makes its own. */
export const secretFor = (databaseUrl: string): { readonly secretKey?: string } =>
  databaseUrl.startsWith('postgres') ? { secretKey: Buffer.alloc(32, 'bench').toString('base64') } : {};
