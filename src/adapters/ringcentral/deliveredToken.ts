/** Asks the platform whose token an install delivered. */
import type { Clock, Log, Metrics } from '../../ports.js';
import { type Identity, readIdentity } from './identity.js';
import type { Sleep } from './pause.js';
import { createRateGates } from './rateGate.js';
import { createApi } from './request.js';
import { createClient, giveToken } from './sdk.js';

export interface DeliveredTokenOptions {
  readonly server: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Pick<Metrics, 'platformRequest'>;
  readonly sleep?: Sleep;
}

/** readExtension with a token that is not trusted yet. All such tokens share one gate. Rejects with Outage. */
export function createTokenCheck(options: DeliveredTokenOptions): (accessToken: string) => Promise<Identity> {
  const gates = createRateGates(options.clock, options.sleep);
  return async (accessToken) => {
    const client = createClient({ server: options.server, name: 'install' });
    try {
      await giveToken(client, accessToken);
      const api = createApi({ ...options, client, gates, maxWaitMs: { people: 2000, background: 2000 } });
      return await readIdentity(api, 'people');
    } finally {
      await client.forget();
    }
  };
}
