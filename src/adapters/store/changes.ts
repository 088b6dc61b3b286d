/** Tells processes on one store that another one wrote what they keep in mind: installed bots, consents, and small secrets. */
import type { Engine, Writing } from './engine.js';

const credentials = 'credentials';

/** Writes credentials, and in the same transaction that they were written. */
export const withCredentials = (engine: Engine, write: (tx: Writing) => Promise<void>): Promise<void> =>
  engine.write(async (tx) => {
    await write(tx);
    await tx.query(
      `INSERT INTO changes (subject, version) VALUES ($1, 1)
       ON CONFLICT (subject) DO UPDATE SET version = changes.version + 1`,
      [credentials],
    );
  });

/** A function that tells whether credentials were written since it was asked last, by whichever process. */
export function createNews(engine: Engine): () => Promise<boolean> {
  let seen: number | null = null;
  return async () => {
    const [row] = await engine.query<{ version: number }>('SELECT version FROM changes WHERE subject = $1', [credentials]);
    const version = row?.version ?? 0;
    const isNews = version !== seen;
    seen = version;
    return isNews;
  };
}
