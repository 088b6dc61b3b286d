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

export function createBeat({ app, leases, connections, news, failed }: BeatOptions): {
  readonly beat: () => Promise<void>;
  /** Takes up what nobody works for. */
  readonly lead: () => Promise<void>;
} {
  const lead = async () => {
    const taken = await leases.keep(connections.working());
    for (const id of taken) if (id !== unknownAccount) await app.begin(id).catch(failed('setting background work going'));
    // Whoever worked for these accounts before may have left something unanswered.
    if (taken.length > 0) await app.answer();
  };
  return {
    lead,
    async beat() {
      await news.look().catch(failed('hearing of other processes'));
      await lead().catch(failed('keeping the leases'));
      const account = await connections.connectReader();
      if (account !== null) {
        await lead().catch(failed('keeping the leases'));
        await app.begin(account);
      }
      await app.tick();
    },
  };
}
