/** Works the inbox off: one thing at a time per chat, again after a failure, and never for ever. */
import { Outage } from '../core/errors.js';
import type { Instant } from '../core/model.js';
import type { Clock, Inbox, InboxItem, Log, Messenger, Metrics } from '../ports.js';
import { createLanes } from './lanes.js';
import type { Kept } from './receive.js';
import { type Step, send } from './send.js';

export interface InboxWork {
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The bot an item is for; null where it was uninstalled. */
  readonly messengerFor: (item: InboxItem, kept: Kept) => Messenger | null;
  readonly stepsFor: (item: InboxItem, kept: Kept) => Promise<readonly Step[]>;
}

export interface InboxWorker {
  /** Takes up whatever is open and due. */
  wake(): Promise<void>;
  /** When the next retry is due; undefined where none is. */
  nextAt(): Instant | undefined;
  /** Resolves when nothing is under way. */
  drain(): Promise<void>;
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
  const retries = new Map<string, { readonly attempts: number; readonly at: Instant }>();

  const attempt = async (item: InboxItem) => {
    const kept = JSON.parse(item.body) as Kept;
    const messenger = work.messengerFor(item, kept);
    if (!messenger) return inbox.answered(item.uuid, clock.now());
    const steps = await work.stepsFor(item, kept);
    await send(item, steps, { inbox, messenger, clock, lanes: sends });
  };

  const failed = async (item: InboxItem, fault: unknown) => {
    const attempts = (retries.get(item.uuid)?.attempts ?? 0) + 1;
    const reason = fault instanceof Outage ? fault.reason : 'own fault';
    const age = clock.now() - item.receivedAt;
    const hopeless =
      age > givenUpAfter || (fault instanceof Outage ? isFinal(fault) : attempts >= ownFaultsAllowed && age > ownFaultsFor);
    if (!(fault instanceof Outage))
      log.error('an answer failed', { error: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
    metrics.postFailed(reason);
    if (hopeless) {
      log.warn('an answer was given up', { reason, attempts });
      // Where the store refuses this as well, it is tried again later, not at once.
      retries.set(item.uuid, { attempts, at: clock.now() + lastRetry });
      await inbox.answered(item.uuid, clock.now());
      retries.delete(item.uuid);
      return;
    }
    const backOff = Math.min(lastRetry, firstRetry * 2 ** (attempts - 1));
    const at = Math.max(clock.now() + backOff, fault instanceof Outage ? (fault.retryAt ?? 0) : 0);
    log.warn('an answer will be tried again', { reason, attempts, at: new Date(at).toISOString() });
    retries.set(item.uuid, { attempts, at });
  };

  const take = async (item: InboxItem) => {
    try {
      await attempt(item);
      retries.delete(item.uuid);
    } catch (fault) {
      await failed(item, fault).catch((error: unknown) => log.error('the inbox could not be written', { error: String(error) }));
    } finally {
      underWay.delete(item.uuid);
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
      const open = await inbox.open();
      forget(open);
      // A chat waits until it is known whether an earlier post stands there; that is no failed attempt of those behind it.
      const doubtful = new Set(
        open.flatMap(({ uuid, posting }) => (posting?.since !== undefined && !underWay.has(uuid) ? [posting.chat] : [])),
      );
      const due = open.filter(({ uuid }) => !underWay.has(uuid) && (retries.get(uuid)?.at ?? 0) <= now);
      for (const item of due) {
        if (underWay.has(item.uuid)) continue;
        if (item.posting?.since === undefined && doubtful.has(item.chat)) {
          retries.set(item.uuid, { attempts: retries.get(item.uuid)?.attempts ?? 0, at: now + firstRetry });
          continue;
        }
        underWay.add(item.uuid);
        void questions.in(item.chat, () => take(item));
      }
    },
    nextAt: () => (retries.size === 0 ? undefined : Math.min(...[...retries.values()].map(({ at }) => at))),
    drain: () => questions.drain(),
  };
}

/** The chat is gone, or the bot was taken out of it: no later attempt will fare better. */
const isFinal = ({ status, uncertain }: Outage) =>
  !uncertain && status >= 400 && status < 500 && ![401, 408, 429].includes(status);
