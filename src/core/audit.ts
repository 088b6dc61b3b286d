/** Who asked about whom: one entry for every question about somebody's calls, which nobody can change afterwards. */
import type { ChatType } from './chat.js';
import type { ChatId, ExtensionId, Instant, Span } from './model.js';

/** What an answer held: calls one by one, figures, who somebody is, their last call besides, entries like these, or nothing. */
export type Given = 'list' | 'totals' | 'profile' | 'last call' | 'audit' | 'nothing';

export interface AuditEntry {
  /** The post, or the due time of the digest, that asked: asked again after a failure, it is still one question. */
  readonly question: string;
  readonly how: 'chat' | 'digest';
  readonly at: Instant;
  readonly asker: ExtensionId;
  readonly chat: ChatId;
  readonly chatType: ChatType;
  readonly command: string;
  /** Whom it was about; empty where it was about everybody, or about a number that is nobody's. */
  readonly subjects: readonly ExtensionId[];
  /**
   * Masked: enough to see which number was looked up where one knows of the case, too little to be a customer's number for whoever reads
   * the entries. Not encrypted instead: a changed secret key would have to write anew what must never be written again.
   */
  readonly number?: string;
  readonly period?: { readonly label: string; readonly span: Span };
  readonly given: Given;
  /** Why nothing was given: the code of the refusal. */
  readonly refusal?: string;
}

/** Which entries are asked for; those that fit every part that is given. */
export interface AuditQuestion {
  /** About this person, and asked by somebody else. */
  readonly about?: ExtensionId;
  /** About one of these people, or asked by one of them. */
  readonly involving?: readonly ExtensionId[];
  readonly span?: Span;
}
