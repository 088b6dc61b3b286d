/** The token endpoint: who may log in with a JWT, a code or a refresh token, and what they get. */
import { refuseOAuth } from './refusal.js';
import { type Answer, type ApiRequest, ok } from './request.js';
import type { Application, Identity, Login } from './tokens.js';
import type { World } from './world.js';

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const refreshSeconds = 604_800;
/** "Usually five" sessions per user and application; an older one dies when a sixth begins. */
const parallelSessions = 5;

/** getToken: form-encoded, HTTP Basic. A JWT gives no refresh token, which is the console's default. */
export function getToken(request: ApiRequest, world: World): Answer {
  const application = basicApplication(request, world);
  const form = formOf(request);
  const ttl = Number(form.access_token_ttl ?? 3600);
  if (!(ttl >= 600 && ttl <= 3600)) throw refuseOAuth(400, 'invalid_request', 'OAU-109', 'Invalid access_token_ttl');
  if (form.grant_type === jwtBearer) {
    const login = alive(world.tokens.jwts.get(form.assertion ?? ''), world);
    if (!login || login.clientId !== application.clientId) {
      throw refuseOAuth(400, 'invalid_grant', 'OAU-251', 'JWT is invalid, expired, revoked or made for another application');
    }
    return ok(grant(world, application, login, ttl, false));
  }
  if (form.grant_type === 'authorization_code') {
    const login = alive(world.tokens.codes.get(form.code ?? ''), world);
    world.tokens.codes.delete(form.code ?? '');
    if (!login || login.clientId !== application.clientId || login.redirectUri !== form.redirect_uri) {
      throw refuseOAuth(400, 'invalid_grant', 'OAU-108', 'Authorization code is invalid or expired');
    }
    return ok(grant(world, application, login, ttl, true));
  }
  if (form.grant_type === 'refresh_token') {
    const login = alive(world.tokens.refresh.get(form.refresh_token ?? ''), world);
    world.tokens.refresh.delete(form.refresh_token ?? '');
    if (!login || login.clientId !== application.clientId) {
      throw refuseOAuth(400, 'invalid_grant', 'OAU-210', 'Refresh token is invalid or expired');
    }
    for (const [token, held] of world.tokens.access) if (sameUser(held, login)) world.tokens.access.delete(token);
    return ok(grant(world, application, login, ttl, true));
  }
  throw refuseOAuth(400, 'unsupported_grant_type', 'OAU-250', 'Unsupported grant type');
}

/** revokeToken ends the session of an access or refresh token; an unknown token is no error. */
export function revokeToken(request: ApiRequest, world: World): Answer {
  basicApplication(request, world);
  const token = formOf(request).token ?? request.query.get('token') ?? '';
  world.tokens.access.delete(token);
  world.tokens.refresh.delete(token);
  return { status: 200 };
}

/** The client id of a Basic header, for counting; empty when there is none. */
export function basicClientId(header: string | undefined): string {
  return decodeBasic(header)[0];
}

function basicApplication(request: ApiRequest, world: World): Application {
  const [clientId, secret] = decodeBasic(request.headers.authorization);
  const application = world.applications.find((one) => one.clientId === clientId);
  if (application?.clientSecret !== secret) throw refuseOAuth(401, 'invalid_client', 'OAU-146', 'Invalid client credentials');
  if (!request.headers['content-type']?.includes('application/x-www-form-urlencoded')) {
    throw refuseOAuth(415, 'invalid_request', 'CMN-415', 'Unsupported media type');
  }
  return application as Application;
}

function decodeBasic(header: string | undefined): [string, string] {
  const [, encoded] = /^Basic (.+)$/i.exec(header ?? '') ?? [];
  const [clientId = '', secret = ''] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':');
  return [clientId, secret];
}

function formOf(request: ApiRequest): Record<string, string | undefined> {
  return (request.body ?? {}) as Record<string, string | undefined>;
}

function alive(login: Login | undefined, world: World): Login | undefined {
  return login && login.expiresAt > world.now() ? login : undefined;
}

function sameUser(held: Identity, login: Login): boolean {
  return held.clientId === login.clientId && held.extensionId === login.extensionId && held.accountId === login.accountId;
}

function grant(world: World, application: Application, login: Login, ttl: number, refreshable: boolean) {
  const earlier = [...world.tokens.access.values()].filter((held) => sameUser(held, login));
  for (const held of earlier.slice(0, Math.max(0, earlier.length - parallelSessions + 1))) {
    world.tokens.access.delete(held.accessToken);
  }
  const identity: Identity = {
    accessToken: `U${world.newUuid()}`,
    clientId: application.clientId,
    accountId: login.accountId,
    extensionId: login.extensionId,
    scopes: application.scopes,
    ...(login.permissions && { permissions: login.permissions }),
    expiresAt: world.now() + ttl * 1000,
    sessionId: world.newUuid(),
  };
  world.tokens.access.set(identity.accessToken, identity);
  const refresh = refreshable ? `R${world.newUuid()}` : undefined;
  if (refresh) world.tokens.refresh.set(refresh, { ...login, expiresAt: world.now() + refreshSeconds * 1000 });
  return {
    access_token: identity.accessToken,
    token_type: 'bearer',
    expires_in: ttl,
    ...(refresh && { refresh_token: refresh, refresh_token_expires_in: refreshSeconds }),
    scope: application.scopes.join(' '),
    owner_id: login.extensionId,
    endpoint_id: world.newUuid(),
    session_id: identity.sessionId,
  };
}
