/** What a migration is: a name that orders it, and the statements that bring the tables one step on. */
import type { Dialect } from '../dialect.js';
import type { Query } from '../engine.js';

export interface Migration {
  readonly name: string;
  up(query: Query, dialect: Dialect): Promise<void>;
}
