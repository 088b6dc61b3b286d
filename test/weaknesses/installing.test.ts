/** How a bot comes into an account, hears, and goes on hearing. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from './target.js';
import { shareSwitchboard, weakness } from './weakness.js';

const minute = 60_000;

shareSwitchboard();

const answers = async (target: Target) => (await target.ask(target.alice, target.direct(), 'help')) !== null;

/** What the bot asked for when it subscribed to posts. */
function wish({ door }: Target): Wish {
  const wishes = door.asked
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/subscription'))
    .map(({ body }) => JSON.parse(body) as Wish)
    .filter(({ eventFilters }) => eventFilters.some((filter) => filter.endsWith('/posts')));
  const last = wishes.at(-1);
  if (!last) throw new Error('it never subscribed');
  return last;
}

interface Wish {
  readonly eventFilters: readonly string[];
  readonly expiresIn: number;
  readonly deliveryMode: { readonly verificationToken?: string };
}

weakness('4: installed again, the bot is dead', {
  scene: async (target) => ({ status: await target.install(), answers: await answers(target) }),
  shows: { status: 500, answers: false },
  closed: { status: 200, answers: true },
});

weakness('5: an install waits without end for a platform that is not ready', {
  start: { install: false },
  async scene(target) {
    const body = { errorCode: 'SUB-406', message: 'Not allowed subscribe for events specified' };
    target.sandbox.faults.fail('createSubscription', 400, { times: 1000, body });
    const install = target.sandbox.install(target.bot.url).then(
      ({ status }) => status,
      () => 'never',
    );
    const status = await Promise.race([install, pause(target.kind === 'bare' ? 4_000 : 20_000, 'never', { ref: false })]);
    target.sandbox.faults.clear();
    if (status === 200) {
      await target.clock.move(10 * minute);
      await target.bot.waitUntil('it listens later', () => target.subscriptions().length > 0);
    }
    return { status };
  },
  shows: { status: 'never' },
  closed: { status: 200 },
});

weakness('17: tokens stand on the disk as they are', {
  scene: async (target) => ({ token: (await target.disk()).includes(target.token()) }),
  shows: { token: true },
  closed: { token: false },
});

weakness('18: events are asked for without a sign of who sends them, and for longer than there is', {
  async scene(target) {
    const { expiresIn, deliveryMode } = wish(target);
    return { signed: (deliveryMode.verificationToken ?? '').length > 20, tooLong: expiresIn > 315_360_000 };
  },
  shows: { signed: false, tooLong: true },
  closed: { signed: true, tooLong: false },
});

weakness('19: it asks for paths and events the public contract no longer has', {
  async scene(target) {
    await answers(target);
    return {
      paths: target.door.asked.some(({ path }) => path.includes('/glip/')),
      events: wish(target).eventFilters.some((filter) => filter.includes('/glip/')),
    };
  },
  shows: { paths: true, events: true },
  closed: { paths: false, events: false },
});

weakness('21: it cannot hear behind somebody who has read the request', {
  alone: true,
  bare: { env: { BARE_PARSES_FIRST: '1' } },
  async scene(target) {
    // The one event that Switchboard, too, hands to the framework after it has read it.
    const bot = target.botId();
    const { status } = await target.deliver(target.event({ eventType: 'Delete', extensionId: bot, ownerId: bot }));
    return { status, installed: await target.isInstalled() };
  },
  shows: { status: 500, installed: true },
  closed: { status: 200, installed: false },
});

weakness('24: nobody looks whether the platform still sends', {
  async scene(target) {
    target.sandbox.blacklist(target.subscriptions()[0]?.id ?? '');
    await target.clock.move(6 * minute);
    if (target.kind === 'Switchboard') {
      await target.bot.waitUntil('it listens again', () => target.subscriptions()[0]?.status === 'Active');
    }
    return { answers: await answers(target) };
  },
  shows: { answers: false },
  closed: { answers: true },
});

weakness('25a: after it moved to another address, every event comes twice', {
  alone: true,
  async scene(target) {
    const moved = `http://localhost:${target.bot.port}`;
    await target.restart({ RINGCENTRAL_CHATBOT_SERVER: moved });
    await target.request('PUT', '/admin/maintain');
    const addresses = () => target.subscriptions().map(({ address }) => address.startsWith(moved));
    await target.bot.waitUntil('it listens at the new address', () => addresses().includes(true));
    await answers(target);
    await answers(target);
    return { subscriptions: addresses(), answers: target.answers(target.direct()).length };
  },
  shows: { subscriptions: [false, true], answers: 4 },
  closed: { subscriptions: [true], answers: 2 },
});
