/** The token endpoint: what it is asked for, and what it answers. */
import { z } from 'zod';
import type { Outage } from '../../core/errors.js';
import type { Api, ApiRequest } from './request.js';
import type { Client } from './sdk.js';
import { optionalId, optionalText } from './wire.js';

/** `TokenInfo` of the contract. */
const tokenInfo = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().catch(3600),
  refresh_token: optionalText,
  scope: optionalText,
  owner_id: optionalId,
});
export type TokenInfo = z.output<typeof tokenInfo>;

/** getToken, as a confidential client. Rejects with Outage. */
export const requestToken = (
  client: Client,
  api: Api,
  form: Readonly<Record<string, string>>,
  priority: ApiRequest['priority'],
): Promise<TokenInfo> => api.call(formRequest(client, 'getToken', '/restapi/oauth/token', form, priority), tokenInfo);

/** revokeToken: the whole session ends. Where it fails, what nobody holds any more ends by itself. */
export async function revokeToken(client: Client, api: Api, token: string): Promise<void> {
  await api.answer(formRequest(client, 'revokeToken', '/restapi/oauth/revoke', { token }, 'people')).catch(() => {});
}

const formRequest = (
  client: Client,
  operation: string,
  path: string,
  body: Readonly<Record<string, string>>,
  priority: ApiRequest['priority'],
): ApiRequest => ({
  operation,
  group: 'Auth',
  priority,
  method: 'POST',
  path,
  withoutToken: true,
  headers: { Authorization: client.platform.basicAuthHeader(), 'Content-Type': 'application/x-www-form-urlencoded' },
  body,
});

export const scopesOf = (scope: string | undefined): ReadonlySet<string> => new Set((scope ?? '').split(/\s+/).filter(Boolean));

/** Codes by which the platform refuses the application, not the person who logs in. */
export const clientCodes: readonly string[] = ['OAU-146', 'OAU-153', 'invalid_client', 'unauthorized_client'];

/** The platform knows the grant no more: revoked, or ended. Anything else may pass. Its own code stands before `invalid_grant`, where it gives both. */
export const isGrantGone = ({ status, code }: Outage): boolean =>
  !clientCodes.includes(code) && (status === 401 || (status === 400 && (code === 'invalid_grant' || code.startsWith('OAU-'))));
