/** One PostgreSQL server for a whole run of the suite: starting one takes longer than most files that need one. */
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A database of it, from which others can be made. Absent where there is no server, or only a few files are run. */
    readonly postgres?: string;
  }
}

export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  if (server !== null) project.provide('postgres', await server.createDatabase());
  return async () => server?.stop();
}
