/** Makes SDK clients that never refresh, repeat or share a token on their own. */
import { randomUUID } from 'node:crypto';
import { SDK } from '@ringcentral/sdk';

export interface SdkOptions {
  /** Base address of the API. */
  readonly server: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Whose token it is; part of its place in the SDK's cache. */
  readonly name: string;
}

type Platform = ReturnType<SDK['platform']>;

/** What of the SDK the adapters use. */
export interface Client {
  readonly platform: Platform;
  /** Splits the answer of a batch read into its parts. */
  split(answer: Response): Promise<readonly Response[]>;
  /** Wipes the token. */
  forget(): Promise<void>;
}

export function createClient(options: SdkOptions): Client {
  const sdk = new SDK({
    server: options.server,
    clientId: options.clientId ?? '',
    clientSecret: options.clientSecret ?? '',
    // The cache is shared by all clients of the process and wiped by prefix ("bot-1" would wipe "bot-12"): one place per client.
    cachePrefix: `${options.name}-${randomUUID()}/`,
    appName: 'Switchboard',
    handleRateLimit: false,
    enableDiscovery: false,
    fetch,
    Request,
    Response,
    Headers,
  });
  const platform = sdk.platform();
  platform.ensureLoggedIn = async () => null;
  return {
    platform,
    split: (answer) => sdk.multipart(answer),
    forget: async () => {
      await sdk.cache().clean();
    },
  };
}

/** Gives a client its access token; how long it lasts is the caller's business. */
export async function giveToken(client: Client, accessToken: string): Promise<void> {
  await client.platform.auth().setData({ token_type: 'bearer', access_token: accessToken, expires_in: '2147483647' });
}
