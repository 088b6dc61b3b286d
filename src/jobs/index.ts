/** The background work of an account: what runs, how often, and what makes it run sooner. */
import { countPostsJob } from '../bot/postCounter.js';
import { withdrawJob } from '../bot/recheck.js';
import type { AccountId, ExtensionId } from '../core/model.js';
import type { AccountStore, Clock, Connections, Inbox, Log, Subscriptions, Work } from '../ports.js';
import { type ConfiguredDigest, setConfiguredDigests } from './configuredDigests.js';
import { countPosts, countPostsBeat } from './countPosts.js';
import { type Keeping, prune, pruneBeat, pruneJob } from './prune.js';
import { deafBefore, lookAgain, lookAgainBeat, lookAgainJob, readBack, readBackBeat, readBackJob } from './readBack.js';
import { recount, recountBeat, recountJob } from './recount.js';
import { sendDigests, sendDigestsBeat, sendDigestsJob } from './sendDigests.js';
import { syncCalls, syncCallsBeat, syncCallsJob } from './syncCalls.js';
import { syncPeople, syncPeopleBeat, syncPeopleJob } from './syncPeople.js';
import { watchQuota, watchQuotaBeat, watchQuotaJob } from './watchQuota.js';
import { withdraw, withdrawBeat } from './withdraw.js';

export const keepSubscriptionsJob = 'keep-subscriptions';
const keepSubscriptionsBeat = 5 * 60_000;
/** Whether a post stands is known within its time limit. */
const withdrawAgain = 2_000;
/** Keeps a consent alive in an account that nobody asks about: it ends seven days after its last use. */
const refreshJob = 'refresh-consent';
const refreshBeat = 60_000;

export interface JobsPorts {
  readonly backfillDays: number;
  readonly keep: Keeping;
  readonly digests: readonly ConfiguredDigest[];
  readonly clock: Clock;
  readonly log: Log;
  readonly work: Work;
  readonly inbox: Inbox;
  readonly subscriptions: Subscriptions;
  readonly connections: Connections;
  readonly account: (id: AccountId) => AccountStore;
  /** Something was put into the inbox. */
  readonly wake: () => void;
  /** Whom somebody asked about, where calls are read person by person. */
  readonly wanted: (account: AccountId) => readonly ExtensionId[];
}

/** Says what each job does, and gives back the function that sets them going for an account. */
export function defineJobs(ports: JobsPorts): (account: AccountId) => Promise<void> {
  const { clock, log, connections, backfillDays, keep } = ports;
  const readerOf = (account: AccountId) => connections.readerOf(account);
  const work = onlyInstalled(ports);
  const botOf = (account: AccountId) => connections.bots().find((bot) => bot.account === account)?.messenger ?? null;
  work.work(syncPeopleJob, async (account) => {
    const reader = readerOf(account);
    if (reader) await syncPeople({ reader, store: ports.account(account), clock, log });
    // Calls wait for the people they belong to.
    if (reader) await work.enqueue(syncCallsJob, account, clock.now());
  });
  work.work(syncCallsJob, async (account) => {
    const reader = readerOf(account);
    if (!reader) return;
    const more = await syncCalls({
      reader,
      store: ports.account(account),
      clock,
      log,
      backfillDays,
      keep: keep.calls,
      wanted: () => ports.wanted(account),
    });
    if (more) await work.enqueue(syncCallsJob, account, clock.now());
  });
  work.work(keepSubscriptionsJob, async (account) => {
    const { restored } = await ports.subscriptions.keep(account);
    if (restored.length > 0) {
      log.warn('events were lost for a while; reading what they would have told', { account, restored });
      await work.enqueue(syncPeopleJob, account, clock.now());
      await work.enqueue(syncCallsJob, account, clock.now());
      if (restored.includes('bot')) await ports.account(account).state.saveHeardAt(clock.now() - deafBefore);
    }
  });
  const heard = new Set<AccountId>();
  const lookingIn = (account: AccountId) => ({
    account,
    messenger: botOf(account),
    store: ports.account(account),
    inbox: ports.inbox,
    clock,
    log,
  });
  work.work(readBackJob, async (account) => {
    const recheck = async () => {
      await work.enqueue(withdrawJob, account, clock.now());
      await ports.account(account).activity.doubt();
      await work.enqueue(countPostsJob, account, clock.now());
    };
    const found = await readBack({ ...lookingIn(account), started: !heard.has(account), recheck });
    heard.add(account);
    if (found > 0) ports.wake();
  });
  work.work(lookAgainJob, async (account) => {
    const found = await lookAgain(lookingIn(account));
    if (found > 0) ports.wake();
  });
  work.work(sendDigestsJob, async (account) => {
    const sent = await sendDigests({
      account,
      bot: botOf(account)?.self ?? null,
      digests: ports.account(account).digests,
      inbox: ports.inbox,
      clock,
      log,
    });
    if (sent > 0) ports.wake();
  });
  work.work(refreshJob, (account) => connections.refresh(account));
  work.work(watchQuotaJob, async (account) => {
    await watchQuota(account, { inbox: ports.inbox, clock, log });
  });
  work.work(pruneJob, (account) => prune({ store: ports.account(account), inbox: ports.inbox, clock, log, keep }));
  const counting = new Set<AccountId>();
  work.work(countPostsJob, async (account) => {
    const store = ports.account(account);
    const more = await countPosts({ messenger: botOf(account), store, started: !counting.has(account), clock, log });
    counting.add(account);
    if (more) await work.enqueue(countPostsJob, account, clock.now());
  });
  work.work(recountJob, async (account) => {
    if (await recount({ store: ports.account(account), clock, log })) await work.enqueue(recountJob, account, clock.now());
  });
  const clean = new Map<AccountId, Parameters<typeof withdraw>[0]['clean']>();
  work.work(withdrawJob, async (account) => {
    const judged = clean.get(account) ?? new Map();
    clean.set(account, judged);
    const store = ports.account(account);
    const again = await withdraw({ account, messenger: botOf(account), store, clean: judged, inbox: ports.inbox, clock, log });
    if (again) await work.enqueue(withdrawJob, account, clock.now() + withdrawAgain);
  });
  return async (account) => {
    if (connections.wasUninstalled(account)) return;
    const now = clock.now();
    await setConfiguredDigests(digestsOf(ports, account), ports.account(account).digests, now);
    await work.every(keepSubscriptionsJob, account, keepSubscriptionsBeat, now);
    await work.every(syncPeopleJob, account, syncPeopleBeat, now);
    await work.every(syncCallsJob, account, syncCallsBeat, now);
    await work.every(readBackJob, account, readBackBeat, now);
    await work.every(lookAgainJob, account, lookAgainBeat, now);
    await work.every(sendDigestsJob, account, sendDigestsBeat, now);
    await work.every(refreshJob, account, refreshBeat, now);
    await work.every(watchQuotaJob, account, watchQuotaBeat, now);
    await work.every(withdrawJob, account, withdrawBeat, now);
    await work.every(countPostsJob, account, countPostsBeat, now);
    await work.every(pruneJob, account, pruneBeat, now);
    await work.every(recountJob, account, recountBeat, now);
    // A restart is a reason to look whether the subscriptions still stand.
    await work.enqueue(keepSubscriptionsJob, account, now);
  };
}

/** The operator's digests are asked in the operator's company; other companies may have the same ids. */
const digestsOf = ({ digests, connections }: JobsPorts, account: AccountId): readonly ConfiguredDigest[] =>
  connections.connectionOf(account)?.kind === 'operator' ? digests : [];

/** A company that uninstalled the bot has no background work, nor gets any from what was just running. */
function onlyInstalled({ work, connections }: JobsPorts): Pick<Work, 'work' | 'enqueue' | 'every'> {
  const gone = (account: AccountId) => connections.wasUninstalled(account);
  return {
    work: (name, handler) => work.work(name, async (account) => (gone(account) ? undefined : handler(account))),
    enqueue: async (name, account, at) => (gone(account) ? undefined : work.enqueue(name, account, at)),
    every: async (name, account, periodMs, firstAt) => (gone(account) ? undefined : work.every(name, account, periodMs, firstAt)),
  };
}
