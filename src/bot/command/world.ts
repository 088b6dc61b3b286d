/** What a command may look at, and the few things it may change. */
import type { AccessPolicy } from '../../core/access/policy.js';
import type { RoomSetting } from '../../core/access.js';
import type { CallSyncState } from '../../core/callSync.js';
import type { Digest } from '../../core/digest.js';
import type { Directory } from '../../core/directory.js';
import type { ChatId, Instant, PersonId } from '../../core/model.js';
import type { Coverage } from '../../core/rendering/coverage.js';
import type { Rules } from '../../core/rules.js';
import type { AuditStore, CallStore, Connection } from '../../ports.js';
import type { CommandDescription } from './description.js';
import type { PostsDesk } from './posts.js';
import type { Reply } from './reply.js';

export interface StatusReport {
  readonly connection: Connection | null;
  readonly peopleAt: Instant | null;
  readonly calls: CallSyncState;
  readonly bot: string;
  readonly reader: string;
  readonly missing: readonly string[];
  /** Participations are being computed anew by changed rules; in percent. */
  readonly recounting?: number;
  /** Webhook requests that were refused since the process began. */
  readonly refusedEvents: number;
}

/** What a command may look at. */
export interface World {
  readonly directory: Directory;
  readonly calls: Pick<
    CallStore,
    'totals' | 'list' | 'slots' | 'last' | 'withNumber' | 'withExtension' | 'callers' | 'queue' | 'numbers'
  >;
  readonly coverage: Coverage;
  readonly pageSize: number;
  readonly rules: Rules;
  readonly commands: readonly CommandDescription[];
  readonly status: () => Promise<StatusReport>;
  readonly access: Pick<AccessPolicy, 'permission' | 'colleagues'>;
  readonly setRoom: (setting: RoomSetting) => Promise<void>;
  readonly digests: DigestDesk;
  readonly connecting: ConnectDesk;
  readonly privacy: PrivacyDesk;
  readonly audit: AuditDesk;
  readonly posts: PostsDesk;
}

/** What the asker decided about themselves, and what the configuration lays down for all. */
export interface PrivacyDesk {
  isHidden(): Promise<boolean>;
  hide(): Promise<void>;
  show(): Promise<void>;
  /** For how long, in words. */
  readonly kept: { readonly calls: string; readonly audit: string };
  readonly permission: string;
  readonly managers: boolean;
  readonly colleagues: 'totals' | 'details' | 'self';
}

interface AuditDesk extends Pick<AuditStore, 'list' | 'count'> {
  /** The names of the chats the asker is in. */
  rooms(): Promise<ReadonlyMap<ChatId, string>>;
}

/** How the company's people and calls come to be read. */
export interface ConnectDesk {
  readonly connection: Connection | null;
  /** What the configuration lacks for a consent; null where nothing is missing. */
  readonly lacks: string | null;
  /** For the asker alone, good for one consent within ten minutes. */
  link(): string;
  /** How many records of calls, and extensions, were deleted. */
  disconnect(): Promise<{ readonly calls: number; readonly people: number }>;
}

/** The digests of the chat a question was asked in. */
export interface DigestDesk {
  list(): Promise<readonly Digest[]>;
  add(digest: Pick<Digest, 'cron' | 'schedule' | 'zone' | 'say' | 'nextAt'>): Promise<Digest>;
  change(id: number, change: { readonly paused: boolean; readonly nextAt: Instant }): Promise<void>;
  remove(id: number): Promise<void>;
  /** Has it posted now, once, beside its schedule; false where that was done less than a minute ago. */
  run(id: number): Promise<boolean>;
  /** The names by which these people are known, as far as it is sure who they are. */
  names(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>>;
  /** What the command line would answer the asker here and now. Rejects with the asker's UserError. */
  preview(say: string): Promise<Reply>;
}
