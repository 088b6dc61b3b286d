/** Which application a request of the token endpoints comes from, and whether it can prove it. */
import { refuseOAuth } from './refusal.js';
import type { ApiRequest } from './request.js';
import type { Application } from './tokens.js';
import type { World } from './world.js';

/** Fields of a form; none for any other body. */
export function formOf(request: ApiRequest): Readonly<Record<string, string | undefined>> {
  return (request.body ?? {}) as Record<string, string | undefined>;
}

/** HTTP Basic with the secret, or for a public client its id in the form; 401 invalid_client for anybody else. */
export function clientOf(request: ApiRequest, world: World): Application {
  const { authorization } = request.headers;
  const [clientId, secret] = authorization === undefined ? [formOf(request).client_id ?? ''] : decodeBasic(authorization);
  const application = world.applications.find((one) => one.clientId === clientId);
  const isProven = application?.isPublic ? authorization === undefined : application && application.clientSecret === secret;
  if (!application || !isProven) throw refuseOAuth(401, 'invalid_client', 'OAU-146', 'Invalid client credentials');
  if (!request.headers['content-type']?.includes('application/x-www-form-urlencoded')) {
    throw refuseOAuth(415, 'invalid_request', 'CMN-415', 'Unsupported media type');
  }
  return application;
}

/** Whose requests are counted together at the token endpoints: one user with one application, as far as they are known. */
export function countedAs(request: ApiRequest, { tokens }: World): string {
  const form = formOf(request);
  const login =
    tokens.codes.get(form.code ?? '') ??
    tokens.jwts.get(form.assertion ?? '') ??
    tokens.refresh.get(form.refresh_token ?? form.token ?? '') ??
    tokens.access.get(form.token ?? '');
  const clientId = decodeBasic(request.headers.authorization)[0] || (form.client_id ?? '');
  return login ? `${login.accountId} ${login.extensionId} ${clientId}` : clientId;
}

function decodeBasic(header: string | undefined): [string, string] {
  const [, encoded] = /^Basic (.+)$/i.exec(header ?? '') ?? [];
  const [clientId = '', secret = ''] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':');
  return [clientId, secret];
}
