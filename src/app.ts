/** Joins the rooms over the ports: events come in, the inbox is worked off, jobs run on a tick. */
import { LRUCache } from 'lru-cache';
import { type Answering, answer } from './bot/answer.js';
import type { Asking } from './bot/asking.js';
import type { StatusReport, World } from './bot/command.js';
import { greeting } from './bot/greeting.js';
import { createInboxWorker } from './bot/inbox.js';
import { type Kept, receive } from './bot/receive.js';
import type { Step } from './bot/send.js';
import { commands } from './commands/index.js';
import { missingSettings, type Settings } from './config.js';
import type { Chat, ChatType } from './core/chat.js';
import type { PlatformEvent } from './core/event.js';
import { personOf } from './core/identity.js';
import type { AccountId, ChatId, ExtensionId, Instant } from './core/model.js';
import type { Coverage } from './core/rendering/coverage.js';
import { post as asPost } from './core/text.js';
import { defineJobs } from './jobs/index.js';
import { isBackfilling, recordLag, syncCallsJob } from './jobs/syncCalls.js';
import { peopleChangeDelay, syncPeopleJob } from './jobs/syncPeople.js';
import type {
  AccountStore,
  CallSyncState,
  Clock,
  Connections,
  Inbox,
  InboxItem,
  Log,
  Messenger,
  Metrics,
  Reader,
  Subscriptions,
  Work,
} from './ports.js';

export interface AppPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly inbox: Inbox;
  readonly work: Work;
  readonly account: (id: AccountId) => AccountStore;
  readonly connections: Connections;
  readonly subscriptions: Subscriptions;
  readonly storeReady: () => Promise<boolean>;
  /** A short reference for faults of ours, to be found in the log. */
  readonly reference: () => string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
  readonly sync: {
    readonly people: string | null;
    readonly calls: { readonly through: string | null; readonly backfilling: boolean };
  };
}

export interface App {
  /** Claims what an event must not lose. Rejects where the store does not take it. */
  receive(event: PlatformEvent): Promise<void>;
  /** After the platform has its 200: works off what is waiting. Never rejects. */
  answer(): Promise<void>;
  /** Sets an account's background work going; again after an install. */
  begin(account: AccountId): Promise<void>;
  /** To be called every second or so. */
  tick(): Promise<void>;
  readiness(): Promise<Readiness>;
  /** Resolves when nothing is under way any more. */
  drain(): Promise<void>;
}

const remembered = 10_000;
const followUpFor = 30 * 60_000;
/** A role that was taken away is noticed after this. */
const permissionFor = 5 * 60_000;

export function createApp(settings: Settings, ports: AppPorts): App {
  const { clock, log, metrics, inbox, work, connections } = ports;
  const types = new LRUCache<ChatId, ChatType>({ max: remembered });
  const last = new LRUCache<string, string>({ max: remembered, ttl: followUpFor });
  const wanted = new LRUCache<ExtensionId, true>({ max: 200, ttl: 24 * 3_600_000 });
  const holders = new LRUCache<ExtensionId, { readonly holds: boolean }>({ max: remembered, ttl: permissionFor });
  const running = new Set<Promise<void>>();
  let callsDueAt = 0;
  const begin = defineJobs({ ...ports, settings, wanted: () => [...wanted.keys()] });

  const botOf = (owner: string) => connections.bots().find(({ messenger }) => messenger.self === owner) ?? null;

  const answeringFor = (account: AccountId, messenger: Messenger): Answering => {
    const store = ports.account(account);
    const reader = connections.reader();
    return {
      desk: {
        store,
        messenger,
        reader: reader?.account === account ? { locale: reader.reader.locale, holds: holdsOf(reader.reader) } : null,
        commands,
        fallback: { zone: settings.bot.zone, language: settings.bot.locale, hour12: false },
        permission: settings.bot.access.permission,
      },
      world: (asking, chat) => worldFor(asking, chat, account, store),
      log,
      metrics,
      last,
      reference: ports.reference,
    };
  };

  const holdsOf = (reader: Reader) => async (extension: ExtensionId, permission: string) => {
    const known = holders.get(extension);
    if (known) return known.holds;
    const holds = await reader.holds(extension, permission);
    holders.set(extension, { holds });
    return holds;
  };

  const worldFor = async ({ ask, directory }: Asking, chat: Chat, account: AccountId, store: AccountStore): Promise<World> => {
    const sync = await store.state.callSync();
    if (sync.way === 'people') {
      for (const subject of ask.subjects) wanted.set(subject.id, true);
      if (ask.subjects.length > 0) await work.enqueue(syncCallsJob, account, clock.now());
    }
    return {
      directory,
      calls: store.calls,
      coverage: coverageOf(
        sync,
        ask.subjects.map(({ id }) => id),
      ),
      oneByOne: sync.way === 'people',
      pageSize: settings.bot.pageSize,
      commands,
      status: () => statusOf(store, sync),
      openRoom: (open) => store.chats.setRoomDetails(chat.id, open, personOf(ask.asker.id), clock.now()),
    };
  };

  const statusOf = async (store: AccountStore, calls: CallSyncState): Promise<StatusReport> => ({
    peopleAt: await store.directory.syncedAt(),
    calls,
    ...ports.subscriptions.state(),
    missing: missingSettings(settings),
  });

  const stepsFor = async (item: InboxItem, kept: Kept): Promise<readonly Step[]> => {
    const bot = botOf(kept.owner);
    if (!bot) return [];
    if (kept.post) return answer(kept.post, item.receivedAt, clock.now(), answeringFor(item.account, bot.messenger));
    const chat = await ports.account(item.account).chats.chat(item.chat);
    const lines = chat && greeting(chat);
    return lines ? [{ chat: item.chat, text: asPost(lines) }] : [];
  };

  const worker = createInboxWorker({
    inbox,
    clock,
    log,
    metrics,
    stepsFor,
    messengerFor: (_, kept) => botOf(kept.owner)?.messenger ?? null,
  });

  const track = (task: Promise<void>, what: string) => {
    const tracked: Promise<void> = task
      .catch((error: unknown) =>
        log.error(`${what} failed`, { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      )
      .finally(() => running.delete(tracked));
    running.add(tracked);
    return tracked;
  };

  return {
    begin,
    async receive(event) {
      const reader = connections.reader();
      if (event.kind === 'directory changed' && reader)
        await work.enqueue(syncPeopleJob, reader.account, clock.now() + peopleChangeDelay);
      if (event.kind === 'call moved' && event.ended && reader && callsDueAt < clock.now()) {
        // Every party of every call tells its end; one reading after the last of them is enough.
        callsDueAt = clock.now() + recordLag;
        await work.enqueue(syncCallsJob, reader.account, callsDueAt);
      }
      const bot = botOf(event.owner);
      if (!bot) return;
      const { account, messenger } = bot;
      await receive(event, {
        account,
        self: messenger.self,
        inbox,
        chats: ports.account(account).chats,
        types,
        now: clock.now(),
      });
    },
    answer: () => track(worker.wake(), 'reading the inbox'),
    async tick() {
      const now = clock.now();
      void track(work.run(now), 'background work');
      const next = worker.nextAt();
      if (next !== undefined && next <= now) await track(worker.wake(), 'reading the inbox');
    },
    async readiness() {
      const reader = connections.reader();
      const store = reader && ports.account(reader.account);
      const standing = await ports.storeReady();
      const people = standing && store ? await store.directory.syncedAt() : null;
      const calls: CallSyncState = standing && store ? await store.state.callSync() : {};
      const reasons = [
        ...(standing ? [] : ['the store does not answer']),
        ...missingSettings(settings).map((part) => `missing: ${part}`),
        ...(settings.readerApp && !reader ? ['the reader is not connected yet'] : []),
        ...(reader && people === null ? ['people have not been read yet'] : []),
        ...(connections.bots().length === 0 ? ['the bot is not installed yet'] : []),
        ...(reader && calls.through === undefined ? ['calls have not been read yet'] : []),
        ...(calls.trouble === undefined ? [] : [`calls: ${calls.trouble}`]),
      ];
      return {
        ready: standing && people !== null,
        reasons,
        sync: { people: iso(people), calls: { through: iso(calls.through ?? null), backfilling: isBackfilling(calls) } },
      };
    },
    async drain() {
      await worker.drain();
      await Promise.all(running);
    },
  };
}

const iso = (instant: Instant | null) => (instant === null ? null : new Date(instant).toISOString());

/** What is known of these people: the whole log's state, or, read person by person, the least of theirs. */
function coverageOf(sync: CallSyncState, subjects: readonly ExtensionId[]): Coverage {
  if (sync.way !== 'people') return sync;
  const known = subjects.map((id) => sync.people?.[id]);
  const spans = known.flatMap((span) => span ?? []);
  if (spans.length === 0 || spans.length < known.length) return {};
  const coveredFrom = Math.max(...spans.map(({ from }) => from));
  return { through: Math.min(...spans.map(({ to }) => to)), coveredFrom, target: coveredFrom };
}
