/** What posts do to a bot: its own, other people's, doubled, odd and malicious ones, and a platform that has no time. */

import type { Target } from './target.js';
import { shareSwitchboard, weakness } from './weakness.js';

shareSwitchboard();

const chatReads = ({ sandbox }: Target) => sandbox.requests.filter(({ operationId }) => operationId === 'readGlipChatNew').length;
const outcomes = ({ sandbox }: Target, from: number) => sandbox.deliveries.slice(from).map(({ outcome }) => outcome);

weakness('6: the platform waits for the answer to be posted', {
  async scene(target) {
    const direct = target.direct(target.bob);
    target.sandbox.faults.add({ operation: 'createGlipPostNew', delayMs: 2_000 });
    const started = performance.now();
    await target.deliver(target.postAdded(direct.id, 'help', { creatorId: target.bob }));
    const waited = performance.now() - started >= 2_000;
    await target.bot.waitUntil('the answer is there', () => target.answers(direct).length > 0);
    return { waited };
  },
  shows: { waited: true },
  closed: { waited: false },
});

weakness('7: every post of every team costs a request', {
  async scene(target) {
    const team = await target.team(target.alice, target.bob, target.carol);
    const before = chatReads(target);
    for (let i = 0; i < 5; i += 1) target.sandbox.post(target.bob, team.id, `a word among ourselves, number ${i}`);
    await target.sandbox.settled();
    return { requests: chatReads(target) - before };
  },
  shows: { requests: 5 },
  closed: { requests: 0 },
});

weakness('7: a limit of the platform, met by posts of no concern, ends the subscription', {
  async scene(target) {
    const team = await target.team(target.alice, target.bob, target.carol);
    const from = target.sandbox.deliveries.length;
    target.sandbox.faults.fail('readGlipChatNew', 429, { times: 5, headers: { 'Retry-After': '60' } });
    for (let i = 0; i < 5; i += 1) {
      target.sandbox.post(target.bob, team.id, `a word among ourselves, number ${i}`);
      await target.sandbox.settled();
    }
    target.sandbox.faults.clear();
    return { outcomes: outcomes(target, from), status: target.subscriptions()[0]?.status };
  },
  shows: { outcomes: [500, 500, 500, 500, 500], status: 'Blacklisted' },
  closed: { outcomes: [200, 200, 200, 200, 200], status: 'Active' },
});

weakness('8: a chat that is gone is a fault of the house', {
  async scene(target) {
    const { status } = await target.deliver(target.postAdded('1234567890123', `${target.mention()} help`));
    return { status };
  },
  shows: { status: 500 },
  closed: { status: 200 },
});

weakness('10: a post without a list of mentions is a fault of the house', {
  async scene(target) {
    const team = await target.team(target.alice, target.bob, target.carol);
    const { status } = await target.deliver(target.postAdded(team.id, 'a word among ourselves', { mentions: undefined }));
    return { status };
  },
  shows: { status: 500 },
  closed: { status: 200 },
});

weakness('12: anybody in a chat can replace the token', {
  async scene(target) {
    const direct = target.direct(target.bob);
    await target.ask(target.bob, direct, '__updateToken__ mine-now');
    return { answers: (await target.ask(target.bob, direct, 'help')) !== null };
  },
  shows: { answers: false },
  closed: { answers: true },
});

weakness('12: anybody in a chat can rename the bot', {
  async scene(target) {
    await target.ask(target.bob, target.direct(target.bob), '__rename__ Vandal');
    return { renamed: target.door.asked.filter(({ method }) => method === 'PUT').map(({ body }) => JSON.parse(body)) };
  },
  shows: { renamed: [{ contact: { firstName: 'Vandal' } }] },
  closed: { renamed: [] },
});

weakness('13: in a team of two it answers what was not said to it', {
  async scene(target) {
    const team = await target.team(target.alice);
    const before = target.answers(team).length;
    target.sandbox.post(target.alice, team.id, 'calls last week were many');
    await target.sandbox.settled();
    await target.ask(target.alice, team, `${target.mention()} help`);
    return { answers: target.answers(team).length - before };
  },
  shows: { answers: 2 },
  closed: { answers: 1 },
});

weakness('14: mentioned twice, it does not understand', {
  async scene(target) {
    const team = await target.team(target.alice, target.bob, target.carol);
    const once = await target.ask(target.alice, team, `${target.mention()} help`);
    const twice = await target.ask(target.alice, team, `${target.mention()} ${target.mention()} help`);
    return { same: once === twice };
  },
  shows: { same: false },
  closed: { same: true },
});

for (const option of ['--help', '--nonsense']) {
  weakness(`15: one line in a chat, calls ${option}, ends the process`, {
    bare: { env: { BARE_COMMAND_LINES: '1' } },
    async scene(target) {
      const heard = await target.ask(target.bob, target.direct(target.bob), `calls ${option}`);
      return { heard: heard !== null, ended: target.bot.process.exitCode !== null };
    },
    shows: { heard: false, ended: true },
    closed: { heard: true, ended: false },
  });
}

weakness('16: an event that comes twice is answered twice', {
  async scene(target) {
    const direct = target.direct(target.carol);
    const before = target.answers(direct).length;
    target.sandbox.faults.deliveries.copies = 2;
    await target.ask(target.carol, direct, 'help');
    target.sandbox.faults.deliveries.copies = 1;
    // In one chat answers come one after another: after this one none is on its way.
    await target.bot.waitUntil('the first answer', () => target.answers(direct).length > before);
    await target.sandbox.settled();
    const answered = target.answers(direct).length;
    await target.ask(target.carol, direct, 'status');
    return { answers: answered - before, withTheNext: target.answers(direct).length - before };
  },
  shows: { answers: 2, withTheNext: 3 },
  closed: { answers: 1, withTheNext: 2 },
});

weakness('22: it hears itself, and who is careless answers', {
  bare: { env: { BARE_ANSWERS_RAW_EVENTS: '1' } },
  async scene(target) {
    const team = await target.team(target.alice, target.bob, target.carol);
    const before = target.answers(team).length;
    await target.ask(target.alice, team, `${target.mention()} help`);
    await target.sandbox.settled();
    await target.ask(target.alice, team, `${target.mention()} help`);
    return { answers: target.answers(team).length - before };
  },
  // It would go on for ever, but that the example stops at five.
  shows: { answers: 5 },
  closed: { answers: 2 },
});

weakness('23: an answer that met a limit is lost', {
  async scene(target) {
    const direct = target.direct(target.bob);
    const before = target.answers(direct).length;
    const from = target.sandbox.deliveries.length;
    target.sandbox.faults.fail('createGlipPostNew', 429, { headers: { 'Retry-After': '5' } });
    target.sandbox.post(target.bob, direct.id, 'help');
    await target.sandbox.settled();
    const refused = () =>
      target.sandbox.requests.some(({ operationId, status }) => operationId === 'createGlipPostNew' && status === 429);
    await target.bot.waitUntil('the limit was met', refused);
    await target.clock.move(70_000);
    for (let time = 0; time < (target.kind === 'bare' ? 20 : 300); time += 1) {
      if (target.answers(direct).length > before) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return { taken: outcomes(target, from)[0], answers: target.answers(direct).length - before };
  },
  shows: { taken: 500, answers: 0 },
  closed: { taken: 200, answers: 1 },
});
