/** One extension's part in one conversation: the row every answer about calls is counted from. */
import type { ConversationKey, ExtensionId, Instant } from './model.js';

/** What an extension did in a conversation. `association.ts` decides it, one rule table, top to bottom. */
export const parts = [
  'connected',
  'not connected',
  'on behalf',
  'answered',
  'rang',
  'voicemail',
  'refused',
  'elsewhere',
  'missed',
  'gave up',
  'unknown',
] as const;
export type Part = (typeof parts)[number];

/** The parts that are a person's calls; the others are counted apart. */
export const callParts: readonly Part[] = ['connected', 'not connected', 'answered', 'missed', 'refused', 'voicemail'];

/** Only `call` counts; the others are kept and can be asked for. */
export type ConversationState = 'call' | 'fax' | 'blocked' | 'running';

export interface Counterpart {
  /** Set where the other party is an extension of the company. */
  readonly extensionId?: ExtensionId;
  readonly phoneNumber?: string;
  /** Untrusted text. */
  readonly name?: string;
}

export interface Participation {
  readonly conversation: ConversationKey;
  readonly extension: ExtensionId;
  readonly direction: 'inbound' | 'outbound';
  readonly part: Part;
  /** The letter of the rule that gave the part. */
  readonly rule: string;
  readonly state: ConversationState;
  /** Start of the conversation's earliest record. */
  readonly startedAt: Instant;
  /** Time on calls, ms: the union of the extension's accepted intervals. */
  readonly talkMs: number;
  /** Length of the whole conversation as the log has it, ms. */
  readonly durationMs: number;
  readonly counterpart: Counterpart;
  /** True where the counterpart is an extension of the company. */
  readonly internal: boolean;
  /** The queue that was called, where one was. */
  readonly queue?: ExtensionId;
  /** Of a queue: how long the caller waited, ms, where the log tells. */
  readonly waitMs?: number;
  /** The maker left a message in the callee's mailbox. */
  readonly leftVoicemail: boolean;
}
