/** A call record and its legs as the core reads them: ids are strings, times are instants, enum values are whatever the platform said. */
import type { ExtensionId, Instant } from './model.js';

export interface Party {
  readonly extensionId?: ExtensionId;
  readonly extensionNumber?: string;
  readonly phoneNumber?: string;
  /** Untrusted: a carrier's or a caller's own text. */
  readonly name?: string;
  readonly location?: string;
}

/** What records and legs have in common (`BaseCallLogRecord` of the contract). */
export interface CallEntry {
  /** The extension on whose behalf the call was made; often absent on records. */
  readonly extensionId?: ExtensionId;
  readonly from: Party;
  readonly to: Party;
  readonly type: string;
  readonly direction: string;
  readonly action: string;
  readonly result?: string;
  readonly reason?: string;
  readonly startTime: Instant;
  readonly durationMs: number;
  /** Who really made or took the call on the extension's behalf. */
  readonly delegateId?: ExtensionId;
  readonly delegationType?: string;
  /** Type of the message that was left, e.g. VoiceMail. */
  readonly messageType?: string;
  /** The other telephony session of a warm transfer. */
  readonly linkedSessionId?: string;
}

export interface CallLeg extends CallEntry {
  readonly legType?: string;
  readonly master: boolean;
}

export interface CallRecord extends CallEntry {
  readonly id: string;
  readonly sessionId?: string;
  readonly telephonySessionId?: string;
  /** False while the call still runs. */
  readonly finished: boolean;
  readonly deleted: boolean;
  readonly lastModifiedTime?: Instant;
  readonly legs: readonly CallLeg[];
}
