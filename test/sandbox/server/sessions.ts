/** How a session begins, is carried on with a refresh token, and ends. */
import { refuseOAuth } from './refusal.js';
import { type Application, endTokens, type Identity, type Login, type Refresh } from './tokens.js';
import { findExtension, type World } from './world.js';

/** "Usually five" sessions per user and application; the oldest one ends when a sixth begins. */
const parallelSessions = 5;
const refreshSeconds = 604_800;
/** Milliseconds a used refresh token still gives the pair it gave: after the new access token was first used, and before. */
const graceUsed = 10_000;
const graceUnused = 3_600_000;
/** What a bot's token says of its life, in seconds. */
const forever = 2_147_483_647;

/** Seconds the tokens of a pair are to live. */
interface Lifetimes {
  readonly access: number;
  readonly refresh: number;
}

/** From the form; a refresh token cannot be had for longer than a week, which is the application's own figure. */
export function lifetimes(form: Readonly<Record<string, string | undefined>>): Lifetimes {
  const access = Number(form.access_token_ttl ?? 3600);
  const refresh = Math.min(Number(form.refresh_token_ttl ?? refreshSeconds), refreshSeconds);
  if (!(access >= 600 && access <= 3600)) throw refuseOAuth(400, 'invalid_request', 'OAU-109', 'Invalid access_token_ttl');
  if (!(refresh > 0)) throw refuseOAuth(400, 'invalid_request', 'OAU-109', 'Invalid refresh_token_ttl');
  return { access, refresh };
}

/** A new session of an application; `kind` says what there is beside a short-lived access token, or instead of it. */
export function beginSession(
  world: World,
  application: Application,
  login: Login,
  lives: Lifetimes,
  kind: 'access only' | 'refreshable' | 'permanent',
) {
  const { sessions } = world.tokens;
  const sessionId = world.newUuid();
  if (kind === 'permanent') return tokenInfo(world, addAccess(world, application, login, sessionId, Number.POSITIVE_INFINITY));
  const earlier = [...sessions].filter(([, held]) => isSameUser(held, login)).map(([id]) => id);
  for (const id of earlier.slice(0, Math.max(0, earlier.length - parallelSessions + 1))) endSession(world, id);
  sessions.set(sessionId, login);
  const access = addAccess(world, application, login, sessionId, lives.access * 1000);
  return tokenInfo(world, access, kind === 'refreshable' ? addRefresh(world, access, lives.refresh) : undefined);
}

/**
 * The next pair for a refresh token; the access token of the pair before is dead at once. For one used a moment ago it is
 * the same pair again, since the first answer may have been lost. Throws 400 invalid_grant for any other.
 */
export function continueSession(world: World, application: Application, token: string, lives: Lifetimes) {
  const { access, refresh, ended } = world.tokens;
  const held = refresh.get(token);
  if (!held || held.clientId !== application.clientId) throw deadRefresh('Token not found');
  if (held.expiresAt <= world.now()) throw deadRefresh('Token expired');
  if (!mayLogIn(world, held)) throw refuseOAuth(400, 'invalid_grant', 'OAU-141', 'Login is not allowed');
  if (held.spent) return samePair(world, held.spent);
  access.delete(held.accessToken);
  ended.add(held.accessToken);
  const next = addAccess(world, application, held, held.sessionId, lives.access * 1000);
  const [nextToken, nextHeld] = addRefresh(world, next, lives.refresh);
  held.spent = { at: world.now(), next: nextToken };
  return tokenInfo(world, next, [nextToken, nextHeld]);
}

/** Ends all that came of one login. */
export function endSession(world: World, sessionId: string): void {
  endTokens(world.tokens, (held) => held.sessionId === sessionId);
}

/** Whether the user is there and their extension enabled. */
export function mayLogIn(world: World, { accountId, extensionId }: Pick<Login, 'accountId' | 'extensionId'>): boolean {
  const account = world.accounts.get(accountId);
  return account !== undefined && findExtension(account.company, extensionId)?.status === 'Enabled';
}

function samePair(world: World, { at, next }: NonNullable<Refresh['spent']>) {
  const refresh = world.tokens.refresh.get(next);
  const access = world.tokens.access.get(refresh?.accessToken ?? '');
  // Once the next refresh token was used too, its access token is dead.
  if (!refresh || !access) throw deadRefresh('Token not found');
  const until = access.usedAt === undefined ? at + graceUnused : Math.min(at + graceUnused, access.usedAt + graceUsed);
  if (world.now() > until) throw deadRefresh('Token not found');
  return tokenInfo(world, access, [next, refresh]);
}

const deadRefresh = (message: string) => refuseOAuth(400, 'invalid_grant', 'OAU-210', message);

function isSameUser(held: Login, login: Login): boolean {
  return held.clientId === login.clientId && held.extensionId === login.extensionId && held.accountId === login.accountId;
}

function addAccess(world: World, application: Application, login: Login, sessionId: string, lifeMs: number): Identity {
  const { clientId, accountId, extensionId, permissions } = login;
  const identity: Identity = {
    accessToken: `${lifeMs === Number.POSITIVE_INFINITY ? 'B' : 'U'}${world.newUuid()}`,
    ...{ clientId, accountId, extensionId, sessionId },
    ...(permissions && { permissions }),
    scopes: application.scopes,
    expiresAt: world.now() + lifeMs,
  };
  world.tokens.access.set(identity.accessToken, identity);
  return identity;
}

function addRefresh(world: World, access: Identity, seconds: number): [string, Refresh] {
  const { clientId, accountId, extensionId, permissions, sessionId, accessToken } = access;
  const token = `R${world.newUuid()}`;
  const refresh: Refresh = {
    ...{ clientId, accountId, extensionId, sessionId, accessToken },
    ...(permissions && { permissions }),
    expiresAt: world.now() + seconds * 1000,
  };
  world.tokens.refresh.set(token, refresh);
  return [token, refresh];
}

/** TokenInfo of the contract. */
function tokenInfo(world: World, access: Identity, [token, refresh]: [string, Refresh] | [] = []) {
  const left = (until: number) => Math.max(0, Math.round((until - world.now()) / 1000));
  return {
    access_token: access.accessToken,
    token_type: 'bearer',
    expires_in: access.expiresAt === Number.POSITIVE_INFINITY ? forever : left(access.expiresAt),
    ...(refresh && { refresh_token: token, refresh_token_expires_in: left(refresh.expiresAt) }),
    scope: access.scopes.join(' '),
    owner_id: access.extensionId,
    endpoint_id: world.newUuid(),
    session_id: access.sessionId,
  };
}
