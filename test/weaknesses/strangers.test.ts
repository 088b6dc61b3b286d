/** What somebody on the Internet can do to a bot whose address they know. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Target } from './target.js';
import { shareSwitchboard, weakness } from './weakness.js';

shareSwitchboard();

const removal = (target: Target, bot = target.botId()) =>
  target.event({ eventType: 'Delete', extensionId: bot, ownerId: bot }, bot);

weakness('1: anybody can remove the bot', {
  async scene(target) {
    const { status } = await target.forge(removal(target));
    return { status, installed: await target.isInstalled() };
  },
  shows: { status: 200, installed: false },
  closed: { status: 403, installed: true },
});

weakness('1: anybody can speak as anybody', {
  async scene(target) {
    const direct = target.direct();
    const { status } = await target.forge(target.postAdded(direct.id, 'calls last week'));
    const forged = target.answers(direct).length;
    // A true question comes after it, so that no answer is still on its way.
    await target.ask(target.alice, direct, 'help');
    return { status, forged, all: target.answers(direct).length };
  },
  shows: { status: 200, forged: 1, all: 2 },
  closed: { status: 403, forged: 0, all: 1 },
});

weakness("2: anybody's token becomes a bot of this house", {
  async scene(target) {
    const { world } = target.sandbox;
    const accessToken = `T${world.newUuid()}`;
    world.tokens.access.set(accessToken, {
      accessToken,
      clientId: 'bot-app',
      accountId: target.foreign.id,
      extensionId: target.stranger,
      scopes: ['ReadAccounts', 'SubscriptionWebhook', 'TeamMessaging'],
      expiresAt: Number.POSITIVE_INFINITY,
      sessionId: accessToken,
    });
    const before = await target.installed();
    const { status } = await target.deliverToken({ access_token: accessToken, client_id: 'bot-app' });
    return { status, strangers: (await target.installed()) - before };
  },
  shows: { status: 200, strangers: 1 },
  closed: { status: 403, strangers: 0 },
});

weakness('3: an install without a code is a fault of the house', {
  async scene(target) {
    const { status } = await target.request('GET', '/bot/oauth');
    return { status };
  },
  shows: { status: 500 },
  closed: { status: 400 },
});

weakness('11: the removal of a bot that nobody knows is a fault of the house', {
  scene: async (target) => ({ status: (await target.deliver(removal(target, '4242424242'))).status }),
  shows: { status: 500 },
  closed: { status: 200 },
});

weakness('12: the bot fetches any address that an event names', {
  async scene(target) {
    let fetched = 0;
    const inside = createServer((_request, response) => {
      fetched += 1;
      response.end('the metadata of the cloud');
    });
    inside.listen(0, '127.0.0.1');
    await once(inside, 'listening');
    const contentUri = `http://127.0.0.1:${(inside.address() as AddressInfo).port}/`;
    const direct = target.direct(target.carol);
    await target.deliver(
      target.postAdded(direct.id, '__setAvatar__', { creatorId: target.carol, attachments: [{ contentUri, name: 'me.png' }] }),
    );
    await target.ask(target.carol, direct, 'help');
    inside.close();
    return { fetched };
  },
  shows: { fetched: 1 },
  closed: { fetched: 0 },
});

weakness('20: an event is answered with a handshake that nobody began', {
  async scene(target) {
    const { headers } = await target.deliver(target.event({ eventType: 'Something' }));
    return { handshake: headers.get('validation-token') };
  },
  shows: { handshake: 'undefined' },
  closed: { handshake: null },
});

weakness('26: an address shows every token', {
  async scene(target) {
    const { status, text } = await target.request('GET', '/admin/dump-database');
    return { status, token: text.includes(target.token()) };
  },
  shows: { status: 200, token: true },
  closed: { status: 404, token: false },
});

weakness('26: a token travels in an address, and takes the place of the right one', {
  async scene(target) {
    const { status } = await target.request('PUT', `/admin/update-token?id=${target.botId()}&token=another`);
    return { status, answers: (await target.ask(target.alice, target.direct(), 'help')) !== null };
  },
  shows: { status: 200, answers: false },
  closed: { status: 404, answers: true },
});
