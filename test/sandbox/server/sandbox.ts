/** The stand-in as a test holds it: what can be done to it, and what it has seen. */
import type { Chat, Company, ExtensionStatus, Story, StoryKind } from '../model.js';
import type { Delivery } from './deliveries.js';
import type { Faults } from './faults.js';
import type { Installation } from './install.js';
import type { Phone } from './phone.js';
import type { RequestRecord } from './pipeline.js';
import type { RateLimits } from './rate-limits.js';
import type { Account, Post, World } from './world.js';

interface AppOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes?: readonly string[];
}

export interface SandboxOptions {
  readonly seed: number;
  /** Epoch ms. */
  readonly now: () => number;
  readonly port?: number;
  /** Instead of one seeded company; the first is the one the apps belong to. */
  readonly companies?: readonly { readonly company: Company; readonly stories?: readonly Story[] }[];
  /** Days of calls told before `now`; 90 unless given. */
  readonly days?: number;
  readonly latencyMs?: { readonly min: number; readonly max: number };
  readonly rateLimits?: boolean;
  /** Repeat deliveries that failed. The platform documents no such thing. */
  readonly redeliver?: boolean;
  /** In place of what the service user's role holds. */
  readonly readerPermissions?: readonly string[];
  readonly botApp?: AppOptions;
  /** `extensionId`: the service user; without it one whose role holds the company call log. */
  readonly readerApp?: AppOptions & { readonly jwt: string; readonly extensionId?: string };
  /** Check every request and answer against the public contract, where it is there. */
  readonly contract?: boolean;
  /** Tells stories and writes their records; the seeded ones unless given. */
  readonly phone?: Phone;
}

export interface PostEvent {
  readonly kind: 'added' | 'changed' | 'removed';
  readonly chatId: string;
  readonly post: Post;
}

export interface Sandbox {
  readonly url: string;
  /** The first company, and all of them. */
  readonly company: Company;
  readonly companies: readonly Company[];
  readonly stories: readonly Story[];
  /** All that can change; for what no method below does. */
  readonly world: World;
  readonly account: Account;
  readonly faults: Faults;
  readonly rates: RateLimits;
  readonly requests: RequestRecord[];
  readonly unknownPaths: string[];
  readonly violations: string[];
  readonly deliveries: readonly Delivery[];
  readonly serviceUserId: string;

  /** Makes the bot's extension and hands its token to `<publicUrl>/bot/oauth`; a second time it is a new token. */
  install(publicUrl: string, name?: string): Promise<Installation>;
  uninstall(): void;
  botId(): string | undefined;

  /** Throws RangeError unless the person is in the chat. */
  post(personId: string, chatId: string, text: string, options?: { parentPostId?: string }): Post;
  editPost(chatId: string, postId: string, text: string): Post;
  deletePost(chatId: string, postId: string): void;
  /** Oldest first. */
  posts(chatId: string): readonly Post[];
  /** Returns a function that ends it. */
  onPost(listener: (event: PostEvent) => void): () => void;

  createTeam(creatorId: string, name: string, members: readonly string[], options?: { public?: boolean }): Chat;
  addToTeam(chatId: string, personIds: readonly string[], byId?: string): void;
  removeFromTeam(chatId: string, personIds: readonly string[]): void;
  renameTeam(chatId: string, name: string): void;
  archiveTeam(chatId: string): void;
  openDirect(personId: string, otherId: string): Chat;

  /** A call that begins now; its records can be read 15 to 30 s after its end on the clock. */
  makeCall(kind?: StoryKind, dialledExtensionId?: string): Story;
  /** Changes a readable record and its modification time, as the platform does when a result is corrected. */
  correctRecord(recordId: string, change: Readonly<Record<string, unknown>>): void;
  setStatus(extensionId: string, status: ExtensionStatus): void;
  deleteExtension(extensionId: string): void;

  /** A code for the authorization code flow, good for a minute. */
  authorize(clientId: string, extensionId: string, redirectUri: string): string;
  revokeTokensOf(extensionId: string): void;
  expireSyncTokens(): void;
  blacklist(subscriptionId: string, reason?: string): void;

  /** Sends what the clock has made due; happens by itself every 100 ms of real time. */
  tick(): void;
  /** Resolves when no delivery is on its way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
