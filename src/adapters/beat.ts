/** What is done every half second: hear of other processes, take and renew leases, connect the reader, and let the work go on. */
import type { AccountId } from '../core/model.js';
import type { NewsReader } from './newsReader.js';
import type { LiveConnections } from './ringcentral/connections.js';
import { unknownAccount } from './ringcentral/environmentReader.js';
import type { StoreLeases } from './store/leases.js';

export interface BeatOptions {
  readonly app: {
    begin(account: AccountId): Promise<void>;
    answer(): Promise<void>;
    tick(): Promise<void>;
  };
  readonly leases: StoreLeases;
  readonly connections: Pick<LiveConnections, 'working' | 'connectReader'>;
  readonly news: NewsReader;
  /** Takes note of a fault that is made up for later. */
  readonly failed: (what: string) => (error: unknown) => void;
}

export interface Beat {
  beat(): Promise<void>;
  /** Takes up what nobody works for. */
  lead(): Promise<void>;
  /** Begins nothing any more; resolves when what was begun in the store is done. */
  stop(): Promise<void>;
}

export function createBeat({ app, leases, connections, news, failed }: BeatOptions): Beat {
  const underWay = new Set<Promise<void>>();
  let stopping = false;

  const step = async (what: string, work: () => Promise<void>) => {
    if (stopping) return;
    const run = work().catch(failed(what));
    underWay.add(run);
    await run.finally(() => underWay.delete(run));
  };
  const begin = (account: AccountId) => step('setting background work going', () => app.begin(account));

  const lead = async () => {
    let taken: readonly AccountId[] = [];
    await step('keeping the leases', async () => {
      taken = await leases.keep(connections.working());
    });
    for (const account of taken) if (account !== unknownAccount) await begin(account);
    // Whoever worked for these accounts before may have left something unanswered.
    if (taken.length > 0 && !stopping) await app.answer();
  };

  return {
    lead,
    async beat() {
      await step('hearing of other processes', () => news.look());
      await lead();
      const account = stopping ? null : await connections.connectReader();
      if (account !== null) {
        await lead();
        await begin(account);
      }
      if (!stopping) await app.tick();
    },
    async stop() {
      stopping = true;
      await Promise.all(underWay);
    },
  };
}
