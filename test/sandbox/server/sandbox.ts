/** The stand-in as a test holds it: what can be done to it, and what it has seen. */
import type { Chat, Company, ExtensionStatus, Story, StoryKind } from '../model.js';
import type { CompanyOption } from './companies.js';
import type { Delivery } from './deliveries.js';
import type { Faults } from './faults.js';
import type { BotOfChoice, Installation } from './install.js';
import type { Phone } from './phone.js';
import type { RequestRecord } from './pipeline.js';
import type { RateLimits } from './rate-limits.js';
import type { Account, Post, World } from './world.js';

interface AppOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes?: readonly string[];
  /** Exact addresses codes may be sent to; more can be registered later. */
  readonly redirectUris?: readonly string[];
  /** Has no secret: names itself in the form and proves its codes by PKCE. */
  readonly isPublic?: boolean;
}

export interface SandboxOptions {
  readonly seed: number;
  /** Epoch ms. */
  readonly now: () => number;
  readonly port?: number;
  /** Instead of one seeded company; the first is the one the apps and the service user belong to. */
  readonly companies?: readonly CompanyOption[];
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
  readonly accountId: string;
  readonly chatId: string;
  readonly post: Post;
}

/** One company of the stand-in, and what its people and administrators can do. */
export interface CompanySandbox {
  readonly company: Company;
  readonly account: Account;
  readonly stories: readonly Story[];

  /** Makes the bot's extension and hands its token to `<publicUrl>/bot/oauth`; a second time it is a new token. */
  install(publicUrl: string, bot?: string | BotOfChoice): Promise<Installation>;
  /** Makes the bot's extension and sends the browser to `<publicUrl>/bot/oauth` with a code for the bot to exchange. */
  installPublic(publicUrl: string, bot?: string | BotOfChoice): Promise<Installation>;
  uninstall(): void;
  botId(): string | undefined;

  /** Throws RangeError unless the person is in the chat. */
  post(personId: string, chatId: string, text: string, options?: { parentPostId?: string }): Post;
  editPost(chatId: string, postId: string, text: string): Post;
  deletePost(chatId: string, postId: string): void;
  /** Oldest first. */
  posts(chatId: string): readonly Post[];

  /** `id` instead of a new one, for a team that has the id of another company's. */
  createTeam(creatorId: string, name: string, members: readonly string[], options?: { public?: boolean; id?: string }): Chat;
  addToTeam(chatId: string, personIds: readonly string[], byId?: string): void;
  removeFromTeam(chatId: string, personIds: readonly string[]): void;
  renameTeam(chatId: string, name: string): void;
  archiveTeam(chatId: string): void;
  openDirect(personId: string, otherId: string): Chat;
  /** Makes somebody of another account known here as an external person; returns their id. */
  invite(accountId: string, extensionId: string): string;

  /** A call that begins now; its records can be read 15 to 30 s after its end on the clock. */
  makeCall(kind?: StoryKind, dialledExtensionId?: string): Story;
  /** Changes a readable record and its modification time, as the platform does when a result is corrected. */
  correctRecord(recordId: string, change: Readonly<Record<string, unknown>>): void;
  setStatus(extensionId: string, status: ExtensionStatus): void;
  deleteExtension(extensionId: string): void;

  /** A code for the authorization code flow, good for a minute, without any page. `codeChallenge` is S256. */
  authorize(clientId: string, extensionId: string, redirectUri: string, codeChallenge?: string): string;
  /**
   * Goes where a link of the application sends a browser, and answers as this person. Returns the address the browser
   * is sent back to, with a code or an error; throws where the platform shows an error instead.
   */
  consent(authorizeUrl: string, extensionId: string, answer?: 'allow' | 'deny'): Promise<string>;
  /** Ends what this person allowed an application, the reader's unless given: 401 OAU-213, and 400 on refreshing. */
  revokeConsent(extensionId: string, clientId?: string): void;
  /** Ends every session of this person or bot. */
  revokeTokensOf(extensionId: string): void;
  expireSyncTokens(): void;
}

/** The whole stand-in; what is done to it as to a company is done to the first. */
export interface Sandbox extends CompanySandbox {
  readonly url: string;
  readonly companies: readonly Company[];
  /** By its place in the list, or by its account id. Throws RangeError for none. */
  inCompany(which: number | string): CompanySandbox;
  /** All that can change; for what no method does. */
  readonly world: World;
  readonly faults: Faults;
  readonly rates: RateLimits;
  readonly requests: RequestRecord[];
  readonly unknownPaths: string[];
  readonly violations: string[];
  readonly deliveries: readonly Delivery[];
  readonly serviceUserId: string;

  /** Lets codes of an application be sent to this address. */
  registerRedirect(clientId: string, redirectUri: string): void;
  /** Hears the posts of every company; returns a function that ends it. */
  onPost(listener: (event: PostEvent) => void): () => void;
  blacklist(subscriptionId: string, reason?: string): void;

  /** Sends what the clock has made due; happens by itself every 100 ms of real time. */
  tick(): void;
  /** Resolves when no delivery is on its way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
