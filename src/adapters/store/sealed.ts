/** Where sealed values stand, and what their row is called when they are sealed: all that a change of keys has to visit. */

export const sealedColumns = {
  bots: { column: 'token', key: ['id'] },
  secrets: { column: 'value', key: ['name'] },
  connections: { column: 'tokens', key: ['account'] },
  account_secrets: { column: 'value', key: ['account', 'name'] },
  deliveries: { column: 'body', key: ['uuid'] },
  digests: { column: 'say', key: ['account', 'id'] },
} as const;

export type SealedTable = keyof typeof sealedColumns;

export const sealedTables = Object.keys(sealedColumns) as SealedTable[];
