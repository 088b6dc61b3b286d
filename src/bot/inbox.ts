/** Works the inbox off: one thing at a time per chat, again after a failure, and never for ever. */
import { latestAfter } from '../core/digest.js';
import { Outage } from '../core/errors.js';
import type { AccountId, Instant } from '../core/model.js';
import type { Clock, Inbox, InboxItem, Log, Messenger, Metrics } from '../ports.js';
import { createLanes } from './lanes.js';
import type { Kept } from './receive.js';
import { type Step, send } from './send.js';

export interface InboxWork {
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Whether this process works for the account; what waits for another one is left to it. */
  readonly holds: (account: AccountId) => boolean;
  /** The bot an item is for; null where it was uninstalled. */
  readonly messengerFor: (item: InboxItem, kept: Kept) => Messenger | null;
  readonly stepsFor: (item: InboxItem, kept: Kept) => Promise<readonly Step[]>;
  /** What is posted instead where a fault of ours cost the answer; `reference` stands in the log. */
  readonly apologyFor: (item: InboxItem, kept: Kept, reference: string) => Promise<readonly Step[]>;
  readonly reference: () => string;
  /** Call data stands in a room, and that is noted. */
  readonly placed?: (item: InboxItem, step: Step) => Promise<void>;
}

/** When an item is taken up again. */
interface Retry {
  readonly attempts: number;
  readonly at: Instant;
  /** The answer was given up for a fault of ours; what is tried now is the apology with this reference. */
  readonly reference?: string;
}

export interface InboxWorker {
  /** Takes up whatever is open and due. */
  wake(): Promise<void>;
  /** When the next retry is due; undefined where none is. */
  nextAt(): Instant | undefined;
  /** Resolves when nothing is under way. */
  drain(): Promise<void>;
  /** Takes up nothing more, and drains. */
  stop(): Promise<void>;
}

const firstRetry = 2_000;
const lastRetry = 60_000;
/** After this the asker has long given up. */
const givenUpAfter = 3_600_000;
/** A fault of ours that was seen this often, over this time, does not mend itself; a full disk or a locked database does. */
const ownFaultsAllowed = 3;
const ownFaultsFor = 5 * 60_000;

export function createInboxWorker(work: InboxWork): InboxWorker {
  const { inbox, clock, log, metrics } = work;
  const questions = createLanes();
  const sends = createLanes();
  const underWay = new Set<string>();
  const retries = new Map<string, Retry>();
  /** What came to an end while somebody looked: as it was seen it may be no longer. */
  const endedMeanwhile = new Set<string>();
  let looking = 0;
  let stopped = false;

  const attempt = async (item: InboxItem) => {
    const kept = JSON.parse(item.body) as Kept;
    const messenger = work.messengerFor(item, kept);
    if (!messenger) return inbox.answered(item.uuid, clock.now());
    const reference = retries.get(item.uuid)?.reference;
    const steps = await (reference === undefined ? work.stepsFor(item, kept) : work.apologyFor(item, kept, reference));
    await send(item, steps, { inbox, messenger, clock, lanes: sends, ...(work.placed && { placed: work.placed }) });
  };

  const failed = async (item: InboxItem, fault: unknown) => {
    const before = retries.get(item.uuid);
    const attempts = (before?.attempts ?? 0) + 1;
    const reference = before?.reference;
    const carried = reference === undefined ? {} : { reference };
    const what = reference === undefined ? 'an answer' : 'an apology';
    const outage = fault instanceof Outage ? fault : null;
    const reason = outage?.reason ?? 'own fault';
    const error = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    const age = clock.now() - item.receivedAt;
    const hopeless =
      age > (item.kind === 'digest' ? latestAfter : givenUpAfter) ||
      (outage ? isFinal(outage) : attempts >= ownFaultsAllowed && age > ownFaultsFor);
    metrics.postFailed(reason);
    if (!hopeless) {
      if (!outage) log.error(`${what} failed`, { error });
      const backOff = Math.min(lastRetry, firstRetry * 2 ** (attempts - 1));
      const at = Math.max(clock.now() + backOff, outage?.retryAt ?? 0);
      log.warn(`${what} will be tried again`, { reason, attempts, retryAt: new Date(at).toISOString() });
      retries.set(item.uuid, { attempts, at, ...carried });
      return;
    }
    if (!outage && reference === undefined) {
      const given = work.reference();
      log.error('an answer was given up', { reference: given, attempts, error });
      // The next look takes it up as it stands then: the answer itself may stand, and then nothing is left to be said.
      retries.set(item.uuid, { attempts: 0, at: clock.now(), reference: given });
      return;
    }
    if (outage) log.warn(`${what} was given up`, { reason, attempts, ...carried });
    else log.error('an apology could not be posted', { error, attempts, ...carried });
    // Where the store refuses this as well, it is tried again later, not at once.
    retries.set(item.uuid, { attempts, at: clock.now() + lastRetry, ...carried });
    await inbox.answered(item.uuid, clock.now());
    retries.delete(item.uuid);
  };

  const take = async (item: InboxItem) => {
    try {
      await attempt(item);
      retries.delete(item.uuid);
    } catch (fault) {
      // Whoever took over finds it in the inbox as it stands.
      if (!work.holds(item.account)) retries.delete(item.uuid);
      else
        await failed(item, fault).catch((error: unknown) =>
          log.error('the inbox could not be written', { error: String(error) }),
        );
    } finally {
      underWay.delete(item.uuid);
      if (looking > 0) endedMeanwhile.add(item.uuid);
    }
  };

  const look = async (): Promise<readonly InboxItem[]> => {
    looking += 1;
    try {
      return await inbox.open();
    } finally {
      looking -= 1;
    }
  };

  /** What is no longer open, as after the bot was removed, is not tried again, nor looked for. */
  const forget = (open: readonly InboxItem[]) => {
    const waiting = new Set(open.map(({ uuid }) => uuid));
    for (const uuid of retries.keys()) if (!waiting.has(uuid) && !underWay.has(uuid)) retries.delete(uuid);
  };

  return {
    async wake() {
      const now = clock.now();
      if (stopped) return;
      const seen = (await look()).filter(({ account }) => work.holds(account));
      if (stopped) return;
      forget(seen);
      const open = seen.filter(({ uuid }) => !endedMeanwhile.has(uuid));
      if (looking === 0) endedMeanwhile.clear();
      // A chat waits until it is known whether an earlier post stands there; that is no failed attempt of those behind it.
      const doubtful = new Set(
        open.flatMap(({ uuid, account, posting }) =>
          posting?.since !== undefined && !underWay.has(uuid) ? [`${account} ${posting.chat}`] : [],
        ),
      );
      const due = open.filter(({ uuid }) => !underWay.has(uuid) && (retries.get(uuid)?.at ?? 0) <= now);
      for (const item of due) {
        if (underWay.has(item.uuid)) continue;
        if (item.posting?.since === undefined && doubtful.has(`${item.account} ${item.chat}`)) {
          retries.set(item.uuid, { attempts: 0, ...retries.get(item.uuid), at: now + firstRetry });
          continue;
        }
        underWay.add(item.uuid);
        void questions.in(`${item.account} ${item.chat}`, () => take(item));
      }
    },
    nextAt: () => (retries.size === 0 ? undefined : Math.min(...[...retries.values()].map(({ at }) => at))),
    drain: () => questions.drain(),
    stop() {
      stopped = true;
      return questions.drain();
    },
  };
}

/** The chat is gone, or the bot was taken out of it: no later attempt will fare better. */
const isFinal = ({ status, uncertain }: Outage) =>
  !uncertain && status >= 400 && status < 500 && ![401, 408, 429].includes(status);
