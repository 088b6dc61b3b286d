/** The page on which a person logs in and allows or denies what an application asks for; only browsers see it. */
import express, { type Express, type Request, type Response } from 'express';
import { type ConsentRequest, codeLife, returnAddress } from './authorize.js';
import { mayLogIn } from './sessions.js';
import { type Account, displayName, type World } from './world.js';

/** Adds `GET /login?request=…` and the `POST /login` its form sends. */
export function addLogin(app: Express, world: World): void {
  app.get('/login', (request: Request, response: Response) => {
    const id = String(request.query.request);
    const wish = world.consentRequests.get(id);
    if (!wish) gone(response);
    else response.type('html').send(page(id, wish, world));
  });
  app.post('/login', express.urlencoded({ extended: false }), (request: Request, response: Response) => {
    const { request: id = '', person = '', answer = 'deny' } = (request.body ?? {}) as Record<string, string>;
    const wish = world.consentRequests.get(id);
    const [accountId = '', extensionId = ''] = person.split(' ');
    if (!wish) gone(response);
    else if (answer === 'allow' && !mayLogIn(world, { accountId, extensionId })) {
      response.status(403).type('html').send('<p>Login is not allowed for this user.</p>');
    } else {
      world.consentRequests.delete(id);
      response.redirect(answer === 'allow' ? allowed(wish, accountId, extensionId, world) : denied(wish));
    }
  });
}

function allowed(wish: ConsentRequest, accountId: string, extensionId: string, world: World): string {
  const { clientId, redirectUri, state, codeChallenge } = wish;
  const code = `C${world.newUuid()}`;
  world.tokens.codes.set(code, {
    ...{ clientId, accountId, extensionId, redirectUri },
    ...(codeChallenge !== undefined && { codeChallenge }),
    expiresAt: world.now() + codeLife,
  });
  return returnAddress(redirectUri, { code, expires_in: String(codeLife / 1000), state });
}

function denied({ redirectUri, state }: ConsentRequest): string {
  return returnAddress(redirectUri, { error: 'access_denied', state });
}

function gone(response: Response): void {
  response.status(400).type('html').send('<p>This login is over. Go back and start again.</p>');
}

function page(id: string, { clientId }: ConsentRequest, world: World): string {
  const scopes = world.applications.find((application) => application.clientId === clientId)?.scopes ?? [];
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Log in</title><body><main>
<h1>Log in</h1><p>The application ${escaped(clientId)} asks for: ${escaped(scopes.join(', '))}.</p>
<form method="post" action="/login"><input type="hidden" name="request" value="${escaped(id)}">
<label>Person <select name="person">${[...world.accounts.values()].map(people).join('')}</select></label>
<button name="answer" value="allow">Allow</button><button name="answer" value="deny">Deny</button>
</form></main></body></html>`;
}

function people({ company }: Account): string {
  const users = company.extensions.filter(({ type, status, deleted }) => type === 'User' && status === 'Enabled' && !deleted);
  const options = users.map((one) => `<option value="${company.id} ${one.id}">${escaped(displayName(one))}</option>`);
  return `<optgroup label="${escaped(company.name)}">${options.join('')}</optgroup>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
