/** Links that install or connect, in the wrong hands: stolen, replayed, too late, forged, and those of another company on the same bot. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CompanySandbox } from '../sandbox/server/sandbox.js';
import { type Watch, watch } from './gained.js';
import { startTwins, type Twins } from './twins.js';

const minute = 60_000;
let twins: Twins;
let first: CompanySandbox;
let second: CompanySandbox;
let attack: Watch;

beforeAll(async () => {
  twins = await startTwins();
  [first, second] = twins.companies;
}, 90_000);
afterAll(async () => {
  expect(twins.sandbox.violations).toEqual([]);
  await twins.end();
});
beforeEach(async () => {
  // The limits of both doors count minutes.
  await twins.clock.move(minute + 1_000);
  attack = await watch(twins);
});

const get = async (path: string, query: Record<string, string>) => {
  const answer = await fetch(`${twins.bot().url}${path}?${new URLSearchParams(query)}`, { redirect: 'manual' });
  return { status: answer.status, text: await answer.text() };
};

describe('the door of installs', () => {
  const codeOf = (of: CompanySandbox, extensionId: string, more: object = {}) => {
    const code = `C${twins.sandbox.world.newUuid()}`;
    const redirectUri = `${twins.bot().url}/bot/oauth`;
    const expiresAt = twins.clock.now() + minute;
    twins.sandbox.world.tokens.codes.set(code, {
      ...{ clientId: 'bot-app', accountId: of.company.id, extensionId, redirectUri, permanent: true, expiresAt },
      ...more,
    });
    return code;
  };

  test('takes no code that is invented, old, a person’s, another application’s, or used', async () => {
    const stranger = () => twins.aliceOf(first);
    const used = codeOf(first, first.botId() ?? '');
    expect((await get('/bot/oauth', { code: used })).status).toBe(200);
    attack = await watch(twins);
    for (const [code, more] of [
      [used, {}],
      ['C-invented', {}],
      ['', {}],
      [codeOf(first, stranger()), {}],
      [codeOf(first, stranger()), { creator_extension_id: twins.holderOf(first), creator_account_id: second.company.id }],
      [codeOf(first, first.botId() ?? '', { expiresAt: twins.clock.now() - 1 }), {}],
      [codeOf(first, first.botId() ?? '', { clientId: 'reader-app' }), {}],
      [codeOf(first, first.botId() ?? '', { redirectUri: 'https://evil.example/bot/oauth' }), {}],
      [codeOf(first, first.botId() ?? ''), { client_id: 'their-app' }],
    ] as const) {
      const answer = await get('/bot/oauth', { code, ...more });
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain(code || 'evil');
    }
    await attack.nothingGained();
  });

  test('believes the token, not who the form says it is of', async () => {
    const token = (of: CompanySandbox, extensionId: string) => {
      const accessToken = `T${twins.sandbox.world.newUuid()}`;
      twins.sandbox.world.tokens.access.set(accessToken, {
        ...{ accessToken, clientId: 'bot-app', accountId: of.company.id, extensionId, scopes: ['ReadAccounts'] },
        ...{ expiresAt: Number.POSITIVE_INFINITY, sessionId: accessToken },
      });
      return accessToken;
    };
    for (const access_token of [
      token(first, twins.aliceOf(first)),
      token(second, twins.holderOf(second)),
      token(first, first.botId() ?? ''),
      'invented',
    ]) {
      const answer = await fetch(`${twins.bot().url}/bot/oauth`, {
        method: 'POST',
        body: new URLSearchParams({
          access_token,
          client_id: 'bot-app',
          creator_account_id: first.company.id,
          creator_extension_id: twins.holderOf(first),
        }),
      });
      expect(answer.status).toBe(403);
    }
    await attack.nothingGained();
  });
});

describe('the door of consents', () => {
  const invited = async () => twins.linkIn(await twins.ask(first, twins.holderOf(first), 'connect'));
  const linkOf = (address: string) => new URL(address).searchParams.get('link') ?? '';
  const authorizeOf = async (address: string) =>
    (/href="([^"]+)"/.exec((await twins.pageOf(address)).text)?.[1] ?? '').replaceAll('&amp;', '&');
  const queryOf = (back: string) => Object.fromEntries(new URL(back).searchParams);

  test('a link is the asker’s alone: not a colleague’s, nor that of whoever has the same digits in another company', async () => {
    for (const [of, person] of [
      [first, twins.aliceOf(first)],
      [second, twins.holderOf(second)],
      [second, twins.aliceOf(second)],
    ] as const) {
      const back = await of.consent(await authorizeOf(await invited()), person);
      const page = await twins.pageOf(back);
      expect([page.status, page.text]).toEqual([403, expect.stringContaining('somebody else')]);
      // And it is spent.
      expect((await twins.pageOf(back)).text).toContain('used already');
    }
    await attack.nothingGained();
  });

  test('after ten minutes it is no link any more, at neither end', async () => {
    const address = await invited();
    const back = await first.consent(await authorizeOf(address), twins.holderOf(first));
    await twins.clock.move(11 * minute);
    expect((await twins.pageOf(address)).status).toBe(403);
    expect((await twins.pageOf(back)).status).toBe(403);
    await attack.nothingGained();
  });

  test('nothing that is not its own state is taken for it', async () => {
    const address = await invited();
    const authorize = await authorizeOf(address);
    const { code = '', state = '' } = queryOf(await first.consent(authorize, twins.holderOf(first)));
    const [text = '', signature = ''] = state.split('.');
    const swapped = Buffer.from(Buffer.from(text, 'base64url').toString().replace(first.company.id, second.company.id)).toString(
      'base64url',
    );
    const forged = [
      ...['', 'x', linkOf(address), `${text}.`, `${text}.${'A'.repeat(43)}`, `${swapped}.${signature}`, `.${signature}`],
      ...[`${state}.x`, `${signature}.${text}`, state.toUpperCase()],
    ];
    for (const each of forged) expect((await get('/connect/callback', { code, state: each })).status).toBe(403);
    for (const each of [state, `${swapped}.${signature}`, '../../etc/passwd'])
      expect((await get('/connect', { link: each })).status).toBe(403);
    // Another's code with a state of one's own: the proof of one is not that of the other.
    await twins.clock.move(minute + 1_000);
    const theirs = queryOf(await first.consent(await authorizeOf(await invited()), twins.holderOf(first)));
    expect((await get('/connect/callback', { code, state: theirs.state ?? '' })).status).toBe(403);
    await attack.nothingGained();
  });

  test('who only looks at a link, or asks for many, uses nothing up; it is told in no room', async () => {
    const team = first.createTeam(twins.aliceOf(first), 'Public', [twins.holderOf(first), first.botId() ?? '']);
    expect((await twins.ears.next(team.id, first.company.id)).text).toContain('Hello!');
    first.post(twins.holderOf(first), team.id, `![:Person](${first.botId()}) connect`);
    expect((await twins.ears.next(team.id, first.company.id)).text).not.toContain('/connect?link=');
    const address = await invited();
    for (let look = 0; look < 3; look += 1) await fetch(address, { method: 'HEAD' });
    expect((await fetch(await first.consent(await authorizeOf(address), twins.holderOf(first)), { method: 'HEAD' })).status).toBe(
      204,
    );
    expect((await twins.pageOf(address)).status).toBe(200);
  });

  test('the other company’s administrator neither reads nor ends this one’s connection', async () => {
    await twins.connect(first);
    attack = await watch(twins);
    const admin = twins.holderOf(second);
    for (const line of [
      'calls',
      `calls ![:Person](${twins.aliceOf(first)}) last week`,
      'audit all',
      'disconnect yes',
      'disconnect',
      'digest list',
      'summary',
    ]) {
      const told = await twins.ask(second, admin, line);
      expect([line, told]).toEqual([line, expect.stringMatching(/connect/)]);
    }
    await attack.nothingGained();
    expect(await twins.ask(first, twins.aliceOf(first), 'disconnect yes')).not.toContain('Disconnected');
    expect(await twins.ask(first, twins.holderOf(first), 'status')).toContain('All is well');
  });
});
