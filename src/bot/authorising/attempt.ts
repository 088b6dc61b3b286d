/** A question that was refused before it became one: whom it was about must be known all the same. */
import type { AuditEntry } from '../../core/audit.js';
import { UserError } from '../../core/errors.js';
import type { NumberView } from '../../core/rendering/number.js';

export type Attempt = Pick<AuditEntry, 'asker' | 'command' | 'subjects' | 'number' | 'period'>;

export class RefusedAttempt extends UserError {
  readonly attempt: Attempt;
  constructor({ code, sentenceFor, alone }: UserError, attempt: Attempt) {
    super(code, sentenceFor, alone);
    this.attempt = attempt;
  }

  override toldAlone(why: string): RefusedAttempt {
    return new RefusedAttempt(super.toldAlone(why), this.attempt);
  }

  override seenIn(view: NumberView): RefusedAttempt {
    return new RefusedAttempt(super.seenIn(view), this.attempt);
  }
}

/** Does it, and puts the attempt to a refusal. */
export async function attempting<Value>(attempt: Attempt, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (fault) {
    throw fault instanceof UserError ? new RefusedAttempt(fault, attempt) : fault;
  }
}
