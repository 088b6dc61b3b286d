/** What a command answers, and who may read it. */
import type { Given } from '../../core/audit.js';
import type { ExtensionId } from '../../core/model.js';

export interface Reply {
  readonly lines: readonly string[];
  /** Holds call data or personal data: never posted where somebody from outside reads along. */
  readonly confidential: boolean;
  /** For the asker alone: never posted where anybody else reads along. */
  readonly alone?: boolean;
  /** The numbers of the calls in it. */
  readonly listed?: readonly number[];
  /** For the audit, where it does not follow from the question. */
  readonly gave?: Given;
  /** For the audit: people whose calls it tells of, beside those who were asked about. */
  readonly saw?: readonly ExtensionId[];
  /** For the audit: the outside number it tells of, where the question did not say it. */
  readonly number?: string;
  /** Why the asker alone may read it, though the room may read call data. */
  readonly moved?: string;
}

export const reply = (...lines: readonly string[]): Reply => ({ lines, confidential: false });
export const confidential = (...lines: readonly string[]): Reply => ({ lines, confidential: true });
export const forAskerAlone = (...lines: readonly string[]): Reply => ({ lines, confidential: true, alone: true });
