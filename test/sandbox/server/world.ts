/** Everything that can change while the stand-in runs: accounts with their logs, chats and posts; tokens; subscriptions. */
import type { Chat, Company, Extension, LoggedRecord, Story, Visitor } from '../model.js';
import type { ConsentRequest } from './authorize.js';
import type { Application, Tokens } from './tokens.js';

export interface Account {
  readonly company: Company;
  readonly stories: Story[];
  /** Every record that will ever be readable, visible or not yet. */
  readonly log: LoggedRecord[];
  /** By chat. */
  readonly posts: Map<string, Post[]>;
  /** Epoch ms at which a chat last changed; its creation when absent. */
  readonly chatChanges: Map<string, number>;
  /** Changes when every sync token given out so far becomes worthless. */
  syncEpoch: number;
}

/** One post as Team Messaging keeps it; absent fields were never set. */
export interface Post {
  readonly id: string;
  readonly groupId: string;
  readonly creatorId: string;
  readonly type: 'TextMessage' | 'PersonJoined' | 'PersonsAdded';
  text?: string;
  readonly parentPostId?: string;
  readonly threadId?: string;
  readonly addedPersonIds?: readonly string[];
  readonly creationTime: string;
  lastModifiedTime: string;
  mentions?: readonly Mention[];
}

export interface Mention {
  readonly id: string;
  readonly type: 'Person' | 'Team';
  readonly name: string;
}

export interface Subscription {
  readonly id: string;
  readonly accountId: string;
  readonly extensionId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  eventFilters: readonly string[];
  disabledFilters: readonly { readonly filter: string; readonly reason: string; readonly message: string }[];
  readonly address: string;
  readonly verificationToken?: string;
  readonly creationTime: string;
  expiresIn: number;
  expiresAt: number;
  status: 'Active' | 'Blacklisted';
  failures: number;
  blacklistedData?: { readonly blacklistedAt: string; readonly reason: string };
}

/** Something subscriptions may hear of. */
export interface Happening {
  readonly accountId: string;
  /** Canonical filter path, with ids filled in. */
  readonly path: string;
  /** The extensions it is delivered to; everybody's subscription when absent. */
  readonly audience?: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
}

export interface World {
  /** Base address, without a slash at the end. */
  readonly url: string;
  readonly now: () => number;
  readonly applications: readonly Application[];
  /** By id. Everything else in them may be the same in two of them: the token decides which one a request is in. */
  readonly accounts: ReadonlyMap<string, Account>;
  readonly tokens: Tokens;
  /** What people are being asked on the login page, by a number only their browser knows. */
  readonly consentRequests: Map<string, ConsentRequest>;
  readonly subscriptions: Map<string, Subscription>;
  /** Tells every subscription whose business it is. */
  readonly publish: (happening: Happening) => void;
  /** Called when a subscription has come to be. */
  readonly subscribed: (subscription: Subscription) => void;
  /** Filters refused with SUB-508 on demand. */
  readonly refusedFilters: readonly string[];
  /** A new id nobody has yet. */
  readonly newId: () => string;
  readonly newUuid: () => string;
  readonly random: () => number;
}

export const iso = (at: number): string => new Date(at).toISOString();

const personTypes: readonly string[] = ['User', 'DigitalUser', 'Limited', 'Bot'];

export function findExtension(company: Company, id: string): Extension | undefined {
  return company.extensions.find((extension) => extension.id === id && !extension.deleted);
}

export function displayName(who: Extension | Visitor): string {
  const plain = 'name' in who ? who.name : undefined;
  return plain ?? [who.firstName, who.lastName].filter(Boolean).join(' ');
}

/** A person as Team Messaging knows them; a visitor wins over an extension with the same digits. */
export function findPerson(company: Company, id: string): Extension | Visitor | undefined {
  const visitor = company.visitors.find((person) => person.id === id);
  if (visitor) return visitor;
  const extension = findExtension(company, id);
  return extension && personTypes.includes(extension.type) ? extension : undefined;
}

/** A chat of the company that `personId` is a member of. */
export function findChat(company: Company, chatId: string, personId: string): Chat | undefined {
  return company.chats.find((chat) => chat.id === chatId && chat.members.includes(personId));
}
