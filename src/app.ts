/** Joins the rooms over the ports: events come in, the inbox is worked off, jobs run on a tick. */
import { LRUCache } from 'lru-cache';
import { answer } from './bot/answer.js';
import { apologyFor } from './bot/apology.js';
import { neverShown } from './bot/authorising/numberView.js';
import { consentGone, consentGoneSteps, type GoneConsent } from './bot/consentGone.js';
import { createOffice, type Held } from './bot/desks/office.js';
import { within } from './bot/desks/perAccount.js';
import { digestSteps } from './bot/digests.js';
import { greeting } from './bot/greeting.js';
import { createInboxWorker } from './bot/inbox.js';
import { createPostCounter } from './bot/postCounter.js';
import { readiness } from './bot/readiness.js';
import { type Kept, receive } from './bot/receive.js';
import { createRecheck } from './bot/recheck.js';
import type { Step } from './bot/send.js';
import { asksSomething, commands } from './commands/index.js';
import { missingSettings, type Settings, SettingsError } from './config.js';
import type { ChatType } from './core/chat.js';
import type { PlatformEvent } from './core/event.js';
import type { AccountId, ExtensionId } from './core/model.js';
import { post as asPost } from './core/text.js';
import { createChangeListener } from './jobs/changes.js';
import { defineJobs } from './jobs/index.js';
import { createStarter } from './jobs/start.js';
import { syncCallsJob } from './jobs/syncCalls.js';
import type {
  AccountStore,
  Clock,
  Connecting,
  Connections,
  Inbox,
  InboxItem,
  Leases,
  Log,
  Metrics,
  Readiness,
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
  readonly leases: Leases;
  readonly connections: Connections;
  readonly connecting: Connecting;
  readonly subscriptions: Subscriptions;
  /** How many webhook requests were refused since the process began. */
  readonly refusedEvents: () => number;
  readonly storeReady: () => Promise<boolean>;
  /** A short reference for faults of ours, to be found in the log. */
  readonly reference: () => string;
}

export interface App {
  /** Claims what an event must not lose. Rejects where the store does not take it. */
  receive(event: PlatformEvent, account: AccountId): Promise<void>;
  /** A consent is gone: the person who gave it is told, once. Rejects where the store does not take it. */
  consentGone(consent: GoneConsent): Promise<void>;
  /** Resolves when nothing that was begun for the account goes on in this process. */
  settled(account: AccountId): Promise<void>;
  /** After the platform has its 200: works off what was claimed. Chatter claims nothing, and costs no look into the store. */
  handOn(): void;
  /** Works off whatever is waiting, also from before a restart. Never rejects. */
  answer(): Promise<void>;
  /** Sets an account's background work going; again after an install, or has whoever works for the account do so. Rejects where the store does not take it, and each tick tries again. */
  begin(account: AccountId): Promise<void>;
  /** To be called every second or so. */
  tick(): Promise<void>;
  readiness(): Promise<Readiness>;
  /** Resolves when no answer is under way. Background work may wait for minutes at a rate limit, and is taken up at the next start. */
  drain(): Promise<void>;
}

const remembered = 10_000;
const wantedFor = 24 * 3_600_000;
const followUpFor = 30 * 60_000;
/** A digest somebody asks for comes at most this often. */
const betweenRuns = 60_000;

export function createApp(settings: Settings, ports: AppPorts): App {
  const { clock, log, metrics, inbox, work, connections, leases } = ports;
  checkDigests(settings);
  const missing = missingSettings(settings);
  const types = new LRUCache<string, ChatType>({ max: remembered });
  /** By account and person: somebody asked about them, and calls are read person by person. */
  const wanted = new LRUCache<string, ExtensionId>({ max: 200, ttl: wantedFor, perf: clock });
  const hearOfChanges = createChangeListener(ports);
  /** Something waits that nobody has looked for yet. */
  let claimed = false;

  const wake = () =>
    track(
      worker.wake().catch((error: unknown) => {
        claimed = true;
        throw error;
      }),
      'reading the inbox',
    );
  const setGoing = defineJobs({
    ...ports,
    backfillDays: settings.bot.backfillDays,
    keep: { calls: settings.bot.keep, audit: settings.bot.keepAudit },
    digests: settings.bot.digests.map((digest) => ({ ...digest, zone: digest.zone ?? settings.bot.zone })),
    wanted: (id) => [...wanted].flatMap(([key, person]) => (key.startsWith(`${id} `) ? [person] : [])),
    wake: () => void wake(),
  });
  const { begin, again } = createStarter(setGoing, ports);
  const recheck = createRecheck(ports);
  const counter = createPostCounter({ ...ports, bots: () => connections.bots() });
  const botOf = (account: AccountId, owner: string) =>
    connections.bots().find((bot) => bot.account === account && bot.messenger.self === owner) ?? null;
  const answeringFor = createOffice({
    ...ports,
    commands,
    missing,
    readerOf: (id) => connections.readerOf(id),
    connectionOf: (id) => connections.connectionOf(id),
    fallback: { zone: settings.bot.zone, language: settings.bot.locale, hour12: false },
    accessOf: (id) => {
      const { access } = settings.bot;
      // The people it names are of the company whose reader the environment connects; another's may have the same ids.
      return connections.connectionOf(id)?.kind === 'operator' ? access : { ...access, holders: [], managers: [] };
    },
    keep: { calls: settings.bot.keep, audit: settings.bot.keepAudit },
    masking: { masked: settings.bot.masking.numbers, never: neverShown(settings.bot.masking.never, settings.bot.locale) },
    joined: recheck.joined,
    countingChanged: counter.changed,
    pageSize: settings.bot.pageSize,
    rules: settings.bot.rules,
    last: new LRUCache<string, { line: string; listed: readonly number[] }>({ max: remembered, ttl: followUpFor, perf: clock }),
    permissions: new LRUCache<string, Held>({ max: remembered }),
    justRun: new LRUCache<string, true>({ max: remembered, ttl: betweenRuns, perf: clock }),
    wake: () => void wake(),
    wantCalls: async (id, people) => {
      for (const person of people) wanted.set(`${id} ${person}`, person);
      await work.enqueue(syncCallsJob, id, clock.now());
    },
  });

  const stepsFor = async (item: InboxItem, kept: Kept): Promise<readonly Step[]> => {
    const bot = botOf(item.account, kept.owner);
    if (!bot) return [];
    if (kept.post) return answer(kept.post, item.receivedAt, clock.now(), answeringFor(item.account, bot.messenger));
    const store = ports.account(item.account);
    if (kept.digest) {
      return digestSteps(kept.digest, clock.now(), {
        account: item.account,
        store,
        inbox,
        wake: () => void wake(),
        answering: answeringFor(item.account, bot.messenger),
      });
    }
    if (kept.consentGone) return consentGoneSteps(item.account, kept.consentGone, bot.messenger, ports.connecting);
    if (kept.notice) return [{ chat: await bot.messenger.openDirect(kept.notice.person), text: kept.notice.text }];
    const chat = await store.chats.chat(item.chat);
    const lines = chat && greeting(chat);
    return lines ? [{ chat: item.chat, text: asPost(lines) }] : [];
  };

  const worker = createInboxWorker({
    inbox,
    clock,
    log,
    metrics,
    holds: leases.holds,
    stepsFor,
    apologyFor: (item, kept, reference) => apologyFor(item, kept, reference, ports.account(item.account).chats),
    reference: ports.reference,
    placed: (item, { chat, callData }) =>
      track(callData ? recheck.placed(item.account, chat, callData.readAt) : Promise.resolve(), 'looking at a room again'),
    messengerFor: ({ account }, kept) => botOf(account, kept.owner)?.messenger ?? null,
  });

  /** Nothing that is let go of may reject unheard. */
  const track = (task: Promise<void>, what: string) =>
    task.catch((error: unknown) =>
      log.error(`${what} failed`, { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );

  return {
    begin,
    async receive(event, account) {
      await hearOfChanges(event, account);
      const bot = botOf(account, event.owner);
      if (!bot) return;
      const { messenger } = bot;
      const taken = await receive(event, {
        account,
        self: messenger.self,
        inbox,
        chats: ports.account(account).chats,
        types: within(types, account),
        now: clock.now(),
      });
      claimed ||= taken;
      if (event.kind === 'post added') counter.note(account, messenger.self, event.post, event.postType);
      if (event.kind === 'chat joined' || event.kind === 'chat changed') await recheck.joined(account, event.chat.id);
    },
    async consentGone(consent) {
      const bot = connections.bots().findLast(({ account }) => account === consent.account);
      log.warn('a consent is gone', { account: consent.account, person: consent.person });
      if (bot) claimed = (await inbox.claim(consentGone(consent, bot.messenger.self, clock.now()))) || claimed;
    },
    async settled(account) {
      await work.idle(account);
      await worker.drain();
    },
    handOn() {
      if (!claimed) return;
      claimed = false;
      void wake();
    },
    answer: wake,
    async tick() {
      for (const begun of again()) await track(begun, 'setting background work going');
      const now = clock.now();
      void track(work.run(now, leases.held()), 'background work');
      void counter.tick(now);
      const next = worker.nextAt();
      // What another process claimed, nobody tells us.
      const looks = inbox.shared && leases.held().length > 0;
      if (claimed || looks || (next !== undefined && next <= now)) {
        claimed = false;
        await wake();
      }
    },
    readiness: () =>
      readiness({
        ...ports,
        missing,
        readerConfigured: settings.readerApp?.jwt !== undefined,
        manyCompanies: settings.bot.install.public,
      }),
    drain: () => worker.stop().then(counter.flush),
  };
}

/** @throws SettingsError where a digest of the configuration asks what no command answers. */
export function checkDigests({ bot }: Settings): void {
  const fault = (place: number) => `bot.config.ts: digests.${place}.say does not begin with a command that a digest can ask`;
  const faults = bot.digests.flatMap(({ say }, place) => (asksSomething(say) ? [] : [fault(place)]));
  if (faults.length > 0) throw new SettingsError(faults);
}
