/** What a consent is worth: exchanges its code, and asks whose token it is and what it may do. */
import { Outage } from '../../core/errors.js';
import { type AccountId, type PersonId, personId } from '../../core/model.js';
import type { Clock, Log, Metrics } from '../../ports.js';
import type { ConsentTokens } from '../credentials.js';
import { type Identity, readIdentity } from '../ringcentral/identity.js';
import type { Sleep } from '../ringcentral/pause.js';
import { permissionOf } from '../ringcentral/reader.js';
import { tokensOf } from '../ringcentral/refreshGrant.js';
import { type Api, createApi } from '../ringcentral/request.js';
import { type Client, createClient, giveToken } from '../ringcentral/sdk.js';
import { requestToken, revokeToken, scopesOf } from '../ringcentral/tokenEndpoint.js';

export interface ExchangeOptions {
  readonly server: string;
  readonly app: { readonly clientId: string; readonly clientSecret: string };
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Pick<Metrics, 'platformRequest'>;
  readonly sleep?: Sleep;
}

export interface Offered {
  readonly code: string;
  readonly redirectUri: string;
  readonly verifier: string;
  /** Whose consent is wanted. */
  readonly account: AccountId;
  readonly person: PersonId;
}

export type Worth =
  | { readonly kind: 'good'; readonly tokens: ConsentTokens; readonly name: string }
  /** Somebody else consented. */
  | { readonly kind: 'somebody else' }
  | { readonly kind: 'lacking'; readonly what: readonly string[] };

const neededScopes = ['ReadAccounts', 'ReadCallLog'];
/** The role's permission without which the company's calls cannot be read. */
const neededPermission = 'FullCompanyCallLog';
const maxWaitMs = { people: 5000, background: 5000 };

/** Whatever is not good is revoked at once, and what it said forgotten. Rejects with Outage. */
export function createExchange(options: ExchangeOptions): (offered: Offered) => Promise<Worth> {
  return async (offered) => {
    const client = createClient({ server: options.server, ...options.app, name: 'consent' });
    const api = createApi({ ...options, client, maxWaitMs });
    try {
      const form = {
        grant_type: 'authorization_code',
        code: offered.code,
        redirect_uri: offered.redirectUri,
        code_verifier: offered.verifier,
      };
      const info = await requestToken(client, api, form, 'people');
      const tokens = tokensOf(info, options.clock.now());
      let worth: Worth | undefined;
      try {
        await giveToken(client, info.access_token);
        worth = await weigh(api, offered, tokens, scopesOf(info.scope));
        return worth;
      } finally {
        if (worth?.kind !== 'good') await revokeToken(client, api, info.access_token);
      }
    } finally {
      await client.forget();
    }
  };
}

async function weigh(
  api: Api,
  { account, person }: Offered,
  tokens: ConsentTokens | null,
  scopes: ReadonlySet<string>,
): Promise<Worth> {
  const without = neededScopes.filter((scope) => !scopes.has(scope)).map((scope) => `the app permission ${scope}`);
  // Without it nobody can be asked who this is.
  if (!scopes.has('ReadAccounts')) return { kind: 'lacking', what: without };
  const identity = await readIdentity(api, 'people');
  if (identity.account !== account || personId(identity.extension) !== person) return { kind: 'somebody else' };
  const allowed = await hasPermission(api, identity);
  const what = [
    ...without,
    ...(allowed ? [] : [`the RingCentral permission ${neededPermission} in your role`]),
    ...(tokens ? [] : ['refresh tokens, which the app is not set to issue']),
  ];
  if (what.length > 0 || !tokens) return { kind: 'lacking', what };
  return { kind: 'good', tokens, name: nameOf(identity) };
}

/** Where the platform refuses to tell, the answer is no. */
async function hasPermission(api: Api, { extension }: Identity): Promise<boolean> {
  try {
    return (await permissionOf(api, extension, neededPermission)) === 'account';
  } catch (error) {
    if (error instanceof Outage && [400, 403, 404].includes(error.status)) return false;
    throw error;
  }
}

const nameOf = ({ name, extension }: Identity) => name ?? `extension ${extension}`;

/** Ends a consent with the platform. */
export async function endConsent(options: ExchangeOptions, { refreshToken }: ConsentTokens): Promise<void> {
  const client: Client = createClient({ server: options.server, ...options.app, name: 'consent' });
  await revokeToken(client, createApi({ ...options, client, maxWaitMs }), refreshToken);
}
