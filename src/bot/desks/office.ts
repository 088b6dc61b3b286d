/** What answering takes, put together per account: the desk a question is understood at, and the world a command may look at. */

import type { AccessPolicy } from '../../core/access/policy.js';
import type { Chat, Locale, Post } from '../../core/chat.js';
import { personOf } from '../../core/identity.js';
import type { AccountId, ChatId, ExtensionId, Instant } from '../../core/model.js';
import { withinKept } from '../../core/rendering/coverage.js';
import { keptFrom, type Retention, retentionWords } from '../../core/retention.js';
import { percentDone, type Rules } from '../../core/rules.js';
import type {
  AccountStore,
  Clock,
  Connecting,
  Connections,
  Inbox,
  Log,
  Messenger,
  Metrics,
  Reader,
  Subscriptions,
} from '../../ports.js';
import type { Answering } from '../answer.js';
import type { Asking } from '../asking.js';
import type { NumberRules } from '../authorising/numberView.js';
import { roomsOf } from '../authorising/room.js';
import type { Command } from '../command/command.js';
import type { World } from '../command/world.js';
import type { LastQuestions } from '../understanding/followUp.js';
import { coverageOf, leavesOut } from './coverageOf.js';
import { type DigestsPlace, digestsDeskOf } from './digestsDesk.js';
import { within } from './perAccount.js';
import { postsDeskOf } from './postsDesk.js';
import { privacyOf } from './privacyDesk.js';

/** What the platform said about a permission, and when. */
export interface Held {
  /** Null where the platform does not tell. */
  readonly holds: boolean | null;
  readonly readAt: Instant;
}

/** A role that was taken away is noticed after this. */
const permissionFor = 5 * 60_000;

export interface OfficeOptions {
  readonly account: (id: AccountId) => AccountStore;
  readonly readerOf: (account: AccountId) => Reader | null;
  readonly connectionOf: Connections['connectionOf'];
  readonly connecting: Connecting;
  readonly commands: readonly Command[];
  /** For askers whose own settings RingCentral does not tell. */
  readonly fallback: Locale;
  /** Who may see what in this account. */
  readonly accessOf: (account: AccountId) => AccessPolicy;
  readonly keep: { readonly calls: Retention; readonly audit: Retention };
  /** Where numbers of outside parties are masked, and which are shown in no room. */
  readonly masking: Pick<NumberRules, 'masked' | 'never'>;
  readonly pageSize: number;
  /** What counts, and how. */
  readonly rules: Rules;
  /** What the configuration lacks, in words. */
  readonly missing: readonly string[];
  readonly subscriptions: Pick<Subscriptions, 'state'>;
  /** How many webhook requests were refused since the process began. */
  readonly refusedEvents: () => number;
  readonly inbox: Inbox;
  /** Something was put into the inbox. */
  readonly wake: () => void;
  /** Somebody asked about these people, and their calls are read one by one. */
  readonly wantCalls: (account: AccountId, people: readonly ExtensionId[]) => Promise<void>;
  /** Counting posts was turned on or off in a chat. */
  readonly countingChanged: (account: AccountId, chat: ChatId, isCounted: boolean) => Promise<void>;
  /** A reading of a chat found somebody new in it. */
  readonly joined: (account: AccountId, chat: ChatId) => Promise<void>;
  /** What askers asked last, for as long as a follow-up is understood. */
  readonly last: LastQuestions;
  /** The platform's last answers about permissions. */
  readonly permissions: {
    get(key: string): Held | undefined;
    set(key: string, answer: Held): unknown;
  };
  readonly justRun: DigestsPlace['justRun'];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly reference: () => string;
}

/** The function that gives what answering takes for one bot. */
export function createOffice(options: OfficeOptions): (account: AccountId, messenger: Messenger) => Answering {
  const { clock, commands, last, permissions } = options;

  /** The platform's answer, where it is not too old; read later than now, the clock was set back, and nobody knows how old it is. */
  const heldLately = (key: string) => {
    const known = permissions.get(key);
    const now = clock.now();
    return known && known.readAt <= now && now - known.readAt < permissionFor ? known.holds : undefined;
  };

  const holdsIn = (account: AccountId, reader: Reader) => async (extension: ExtensionId, permission: string) => {
    const key = `${account} ${extension} ${permission}`;
    const known = heldLately(key);
    if (known !== undefined) return known;
    const readAt = clock.now();
    const holds = await reader.holds(extension, permission);
    permissions.set(key, { holds, readAt });
    return holds;
  };

  /** Whoever is not known to be one is none. */
  const knownHolderIn = (account: AccountId, access: AccessPolicy) => (extension: ExtensionId) =>
    access.holders.includes(extension) || heldLately(`${account} ${extension} ${access.permission}`) === true;

  const answeringFor = (account: AccountId, messenger: Messenger): Answering => {
    const store = options.account(account);
    const reader = options.readerOf(account);
    const access = options.accessOf(account);
    const { fallback, log, metrics, reference } = options;
    return {
      desk: {
        account,
        connectable: options.connecting.lacks === null,
        store,
        messenger,
        reader: reader && { locale: (extension) => reader.locale(extension), holds: holdsIn(account, reader) },
        commands,
        fallback,
        access,
        rules: options.rules,
        numbers: { ...options.masking, knownHolder: knownHolderIn(account, access) },
      },
      world: (asking, chat, post) => worldOf(asking, chat, post, { account, store, messenger }),
      last: within(last, account),
      joined: (chat) => options.joined(account, chat),
      log,
      metrics,
      reference,
    };
  };

  const worldOf = async ({ command, ask, directory, rights }: Asking, chat: Chat, post: Post, at: Place): Promise<World> => {
    const [sync, recount] = await Promise.all([at.store.state.callSync(), at.store.calls.recounting()]);
    const recounting = recount === null ? {} : { recounting: percentDone(recount) };
    const people = ask.subjects.map(({ id }) => id);
    const access = options.accessOf(at.account);
    if (sync.way === 'people' && people.length > 0) await options.wantCalls(at.account, people);
    const kept = { from: keptFrom(options.keep.calls, clock.now()), words: retentionWords(options.keep.calls) };
    const coverage = { ...coverageOf(sync, ask.subjects), kept, ...recounting, withoutInternal: leavesOut(command, ask) };
    return {
      directory,
      calls: at.store.calls,
      coverage,
      pageSize: options.pageSize,
      rules: options.rules,
      commands,
      privacy: privacyOf(ask.asker.id, {
        store: at.store.privacy,
        clock,
        policy: { ...access, managers: access.managers.length > 0, keep: options.keep },
      }),
      audit: {
        list: (question, offset, limit) => at.store.audit.list(question, offset, limit),
        count: (question) => at.store.audit.count(question),
        rooms: () => roomsOf(personOf(ask.asker.id), at.store.chats),
      },
      status: async () => ({
        peopleAt: await at.store.directory.syncedAt(),
        calls: withinKept(sync, coverage),
        ...options.subscriptions.state(at.account),
        connection: options.connectionOf(at.account),
        ...recounting,
        missing: options.missing,
        refusedEvents: options.refusedEvents(),
      }),
      digests: digestsDeskOf({
        ...at,
        chat,
        post,
        directory,
        clock,
        inbox: options.inbox,
        wake: options.wake,
        justRun: options.justRun,
        answering: () => answeringFor(at.account, at.messenger),
      }),
      posts: postsDeskOf({
        chat,
        ask,
        directory,
        rights,
        colleagues: access.colleagues,
        store: at.store,
        messenger: at.messenger,
        keptFrom: kept.from,
        changed: (isCounted) => options.countingChanged(at.account, chat.id, isCounted),
      }),
      access,
      setRoom: (setting) => at.store.chats.setRoomSetting(chat.id, setting, personOf(ask.asker.id), clock.now()),
      connecting: {
        connection: options.connectionOf(at.account),
        lacks: options.connecting.lacks,
        link: () => options.connecting.linkFor(at.account, post.creator),
        disconnect: () => options.connecting.disconnect(at.account),
      },
    };
  };

  return answeringFor;
}

interface Place {
  readonly account: AccountId;
  readonly store: AccountStore;
  readonly messenger: Messenger;
}
