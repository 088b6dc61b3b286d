/** Whose bots may be installed, how a public install gets its token, and what connecting a reader takes. */
import type { Settings } from '../../config.js';
import type { Clock, Log, Metrics } from '../../ports.js';
import type { InstallOptions } from '../http/install.js';
import type { LiveConnections } from '../ringcentral/connections.js';
import { createApi } from '../ringcentral/request.js';
import { createClient } from '../ringcentral/sdk.js';
import { requestToken } from '../ringcentral/tokenEndpoint.js';
import type { ConnectingOptions } from './connecting.js';

/** Private: the operator's own account. Public: a private install needs an account that is listed or connected, a public one any, or a listed one. */
export function installPolicy(
  { bot }: Settings,
  connections: Pick<LiveConnections, 'operatorAccount' | 'connectReader' | 'connectionOf'>,
): Pick<InstallOptions, 'ready' | 'allows'> {
  const { public: isPublic, accounts } = bot.install;
  return {
    ready: async () => isPublic || connections.operatorAccount() !== null || (await connections.connectReader()) !== null,
    allows: (account, way) => {
      if (connections.operatorAccount() === account) return true;
      if (!isPublic) return false;
      if (accounts) return accounts.includes(account);
      return way === 'public' || connections.connectionOf(account) !== null;
    },
  };
}

interface Platform {
  readonly server: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Pick<Metrics, 'platformRequest'>;
}

const installPath = '/bot/oauth';

/** getToken as the bot app; null where installs are private. */
export function publicExchange({ bot, botApp, publicUrl }: Settings, platform: Platform): InstallOptions['exchange'] {
  if (!bot.install.public || !botApp || publicUrl === undefined) return null;
  return async (code) => {
    const client = createClient({ server: platform.server, ...botApp, name: 'public-install' });
    try {
      const api = createApi({ ...platform, client, maxWaitMs: { people: 5000, background: 5000 } });
      const form = { grant_type: 'authorization_code', code, redirect_uri: `${publicUrl}${installPath}` };
      return (await requestToken(client, api, form, 'people')).access_token;
    } finally {
      await client.forget();
    }
  };
}

export function connectingPlace({ readerApp, publicUrl, server }: Settings): Pick<ConnectingOptions, 'place' | 'lacks'> {
  if (!readerApp) return { lacks: 'RINGCENTRAL_CLIENT_ID and RINGCENTRAL_CLIENT_SECRET are not set' };
  if (publicUrl === undefined) return { lacks: 'RINGCENTRAL_CHATBOT_SERVER is not set' };
  return { lacks: null, place: { server, publicUrl, clientId: readerApp.clientId } };
}
