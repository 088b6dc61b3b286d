/** What people and administrators do about the applications that act in their name. */
import { codeLife } from './authorize.js';
import type { CompanySandbox } from './sandbox.js';
import { endSessionsOf } from './tokens.js';
import type { Account, World } from './world.js';

type Consents = Pick<CompanySandbox, 'authorize' | 'consent' | 'revokeConsent' | 'revokeTokensOf'>;

export function createConsents(world: World, { company }: Account): Consents {
  const user = (extensionId: string) => ({ accountId: company.id, extensionId });
  return {
    authorize: (clientId, extensionId, redirectUri, codeChallenge) => {
      const code = `C${world.newUuid()}`;
      const pkce = codeChallenge === undefined ? {} : { codeChallenge };
      world.tokens.codes.set(code, { clientId, ...user(extensionId), redirectUri, ...pkce, expiresAt: world.now() + codeLife });
      return code;
    },
    consent: async (authorizeUrl, extensionId, answer = 'allow') => {
      const asked = await locationOf(await fetch(authorizeUrl, { redirect: 'manual' }));
      const request = new URL(asked).searchParams.get('request');
      if (!asked.startsWith(`${world.url}/login`) || request === null) return asked;
      const body = new URLSearchParams({ request, person: `${company.id} ${extensionId}`, answer });
      return locationOf(await fetch(`${world.url}/login`, { method: 'POST', body, redirect: 'manual' }));
    },
    revokeConsent: (extensionId, clientId) =>
      endSessionsOf(world.tokens, user(extensionId), clientId ?? world.applications[1]?.clientId),
    revokeTokensOf: (extensionId) => endSessionsOf(world.tokens, user(extensionId)),
  };
}

async function locationOf(answer: Response): Promise<string> {
  const text = await answer.text();
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`the platform answered ${answer.status} instead of a redirect: ${text}`);
  return location;
}
