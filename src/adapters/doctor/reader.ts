/** Whether the reader may read: its login, the permissions of its app, and those of its user. */
import { z } from 'zod';
import type { Settings } from '../../config.js';
import { Outage } from '../../core/errors.js';
import type { Instant } from '../../core/model.js';
import type { Clock, Log } from '../../ports.js';
import type { Identity } from '../ringcentral/identity.js';
import { permissionOf } from '../ringcentral/reader.js';
import { type Api, createApi } from '../ringcentral/request.js';
import { type Client, createClient } from '../ringcentral/sdk.js';
import { createSession, jwtGrant } from '../ringcentral/session.js';
import { clientCodes, revokeToken } from '../ringcentral/tokenEndpoint.js';
import { type Finding, fine, type Verdict, warning, wrong } from './examine.js';

export interface LoggedIn {
  readonly api: Api;
  readonly scopes: ReadonlySet<string>;
  /** A user has few sessions at a time, and the bot needs one of them. */
  logOut(): Promise<void>;
}

const tellBeforeMs = 14 * 86_400_000;
const dayOf = (at: Instant) => new Date(at).toISOString().slice(0, 10);

const userCodes = ['OAU-105', 'OAU-136', 'OAU-141', 'OAU-142', 'CMN-405'];

/** getToken */
export async function checkLogin(
  app: NonNullable<Settings['readerApp']> & { readonly jwt: string },
  world: { readonly server: string; readonly clock: Clock; readonly log: Log },
): Promise<Verdict<LoggedIn>> {
  const client = createClient({ server: world.server, clientId: app.clientId, clientSecret: app.clientSecret, name: 'doctor' });
  const api = createApi({ ...world, client });
  const session = createSession({ ...world, client, api, grant: jwtGrant(app.jwt) });
  try {
    const scopes = await session.scopes();
    const loggedIn = { api: session.api, scopes, logOut: () => revoke(client, api) };
    const end = endOf(app.jwt);
    if (end === null || end - world.clock.now() > tellBeforeMs) return fine('RingCentral takes the JWT', loggedIn);
    const breaks = 'from then on people and calls cannot be read';
    return warning(`the JWT ends on ${dayOf(end)}`, loggedIn, {
      breaks,
      fix: 'make a new one; README, Install for real, step 2',
    });
  } catch (error) {
    if (!(error instanceof Outage) || !isVerdict(error)) throw error;
    return wrong(...whyNot(error, endOf(app.jwt), world.clock.now()));
  }
}

async function revoke(client: Client, api: Api): Promise<void> {
  const { access_token: token = '' } = await client.platform.auth().data();
  await revokeToken(client, api, token);
}

/** The token endpoint judged the login; anything else, such as a limit or an outage, tells nothing about it. */
const isVerdict = ({ status, code }: Outage) => [400, 401, 403].includes(status) && code !== '';

function whyNot({ reason, status, code }: Outage, end: number | null, now: number): [string, { fix?: string }] {
  if (clientCodes.includes(code) || (status === 401 && !userCodes.includes(code))) {
    const fix = 'RINGCENTRAL_CLIENT_ID and RINGCENTRAL_CLIENT_SECRET; README, Install for real, step 1';
    return [`the client id or secret is refused (${reason})`, { fix }];
  }
  if (userCodes.includes(code)) return [`the JWT's user may not log in (${reason})`, { fix: 'admin portal, the service user' }];
  if (end !== null && end <= now) return [`the JWT ended on ${dayOf(end)} (${reason})`, {}];
  return [`the JWT is refused: ended, revoked or made for another app (${reason})`, {}];
}

const claims = z.object({ exp: z.number() });

/** When a JWT says it ends, ms; null where it does not. */
function endOf(jwt: string): number | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const parsed = claims.safeParse(payload);
    return parsed.success ? parsed.data.exp * 1000 : null;
  } catch {
    return null;
  }
}

interface Permission {
  readonly name: string;
  readonly breaks: string;
  readonly optional?: boolean;
}

const appPermissions: readonly Permission[] = [
  { name: 'ReadCallLog', breaks: 'no calls can be read' },
  { name: 'ReadAccounts', breaks: 'people, queues and numbers cannot be read' },
  { name: 'SubscriptionWebhook', breaks: 'changes of people are noticed a day late, and new calls later' },
  { name: 'CallControl', breaks: 'new calls are known after a minute or two instead of half a minute', optional: true },
];

export const appPermission = (name: string) => `reader app: ${name}`;

export function checkScopes({ scopes }: LoggedIn): Verdict<ReadonlySet<string>> {
  const findings = appPermissions.map(({ name, breaks, optional }): Finding => {
    const item = appPermission(name);
    if (scopes.has(name)) return { item, state: 'ok', says: 'given' };
    return {
      item,
      state: optional ? 'warning' : 'missing',
      says: optional ? 'not given, which is allowed' : 'the app has not got it',
      breaks,
      fix: 'developer console, the reader app, Settings; README, Install for real, step 1',
    };
  });
  return { findings, value: scopes };
}

const userPermissions: readonly Permission[] = [
  { name: 'FullCompanyCallLog', breaks: "the company's calls cannot be read, at best those of single people when asked about" },
  { name: 'ReadExtensions', breaks: 'people and queues cannot be read' },
  { name: 'ReadCompanyPhoneNumbers', breaks: 'numbers are not traced to people' },
];

/** checkUserPermission for each. */
export async function checkUserPermissions({ api }: LoggedIn, { extension }: Identity): Promise<Verdict<true>> {
  const findings: Finding[] = [];
  for (const { name, breaks } of userPermissions) {
    const item = `service user: ${name}`;
    const held = await permissionOf(api, extension, name);
    const fix = 'admin portal, the role of the service user; README, Install for real, step 2';
    // The other two are about the company as such, and the platform calls their reach what it likes.
    const tooNarrow = name === 'FullCompanyCallLog' && held === 'own';
    if (held === 'none') findings.push({ item, state: 'missing', says: "the user's role has not got it", breaks, fix });
    else if (tooNarrow) findings.push({ item, state: 'wrong', says: 'only for its own calls', breaks, fix });
    else findings.push({ item, state: 'ok', says: 'given' });
  }
  return { findings, value: true };
}
