/** What went wrong in the database, without the statement and its values: those are call data and secrets. */
import { BaseError } from 'sequelize';

export class StoreError extends Error {
  /** The engine's own code, e.g. SQLITE_BUSY, SQLITE_FULL, 57P01; empty where it gave none. */
  readonly code: string;
  constructor(reason: string, code: string) {
    // PostgreSQL ends what it says of a parameter with the parameter.
    super(`The store failed: ${reason.replace(/: ".*/s, '')}`);
    this.name = 'StoreError';
    this.code = code;
  }

  /** What a driver says by itself. */
  static ofDriver({ message, code = '' }: Error & { readonly code?: string }): StoreError {
    return new StoreError(message, code);
  }

  /** Anything that did not come from the database stays what it is. */
  static of(error: unknown): unknown {
    if (!(error instanceof BaseError)) return error;
    const parent = (error as { parent?: { message?: string; code?: string } }).parent;
    return new StoreError(parent?.message ?? error.message, parent?.code ?? error.name);
  }
}
