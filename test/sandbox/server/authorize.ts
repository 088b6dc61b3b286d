/** The authorization endpoint: checks what an application asks for, and sends the browser to the login page or back. */
import { formOf } from './clients.js';
import { refuseOAuth } from './refusal.js';
import type { Answer, ApiRequest } from './request.js';
import type { World } from './world.js';

/** Milliseconds a code is good for. */
export const codeLife = 60_000;

/** What an application asked for and a person has still to answer. */
export interface ConsentRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state?: string;
  readonly codeChallenge?: string;
}

/** authorize */
export function authorize(request: ApiRequest, world: World): Answer {
  return askFor(Object.fromEntries(request.query), world);
}

/** authorize2 */
export function authorize2(request: ApiRequest, world: World): Answer {
  return askFor(formOf(request), world);
}

/** An unknown client or address is told to the browser; every other fault goes back to the application. */
function askFor(fields: Readonly<Record<string, string | undefined>>, world: World): Answer {
  const application = world.applications.find(({ clientId }) => clientId === fields.client_id);
  if (!application) throw refuseOAuth(401, 'invalid_client', 'OAU-153', 'Invalid client');
  const { clientId, redirectUris, isPublic } = application;
  if (redirectUris.length === 0) {
    throw refuseOAuth(403, 'invalid_client', 'OAU-113', 'No redirect uri is registered for the client');
  }
  const redirectUri = fields.redirect_uri ?? (redirectUris.length === 1 ? redirectUris[0] : undefined);
  if (redirectUri === undefined || !redirectUris.includes(redirectUri)) {
    throw refuseOAuth(403, 'invalid_grant', 'OAU-109', 'Redirect URIs do not match');
  }
  const { state, code_challenge: codeChallenge, code_challenge_method: method } = fields;
  const back = (error: string) => redirect(returnAddress(redirectUri, { error, state }));
  if (fields.response_type !== 'code') return back('unsupported_response_type');
  if (codeChallenge === undefined ? isPublic : method !== 'S256') return back('invalid_request');
  const id = world.newUuid();
  world.consentRequests.set(id, {
    ...{ clientId, redirectUri },
    ...(state !== undefined && { state }),
    ...(codeChallenge !== undefined && { codeChallenge }),
  });
  return redirect(`${world.url}/login?request=${id}`);
}

/** The application's address with the fields that are there in its query. */
export function returnAddress(redirectUri: string, fields: Readonly<Record<string, string | undefined>>): string {
  const address = new URL(redirectUri);
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) address.searchParams.set(name, value);
  return address.href;
}

function redirect(location: string): Answer {
  return { status: 302, headers: { Location: location } };
}
