/** What comes out where it should not, and what comes in with the framework. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import type { Target } from './target.js';
import { shareSwitchboard, weakness } from './weakness.js';

shareSwitchboard();

const unknownChat = '1234567890123';

/** The platform has trouble while the bot works on an event, and while it takes a token. */
async function trouble(target: Target) {
  const { sandbox, lines } = target;
  sandbox.faults.fail('readGlipChatNew', 500, { times: 2 });
  const event = await target.deliver(target.postAdded(unknownChat, `${target.mention()} help`));
  sandbox.faults.fail('readExtension', 500);
  const delivered = `T${sandbox.world.newUuid()}`;
  const install = await target.deliverToken({ access_token: delivered, client_id: 'bot-app' });
  sandbox.faults.clear();
  // A whole question and its answer later everything was printed.
  await target.ask(target.alice, target.direct(), 'help');
  const printed = lines.join('\n');
  return {
    inAnswers: [event.text.includes(target.token()), install.text.includes(delivered)],
    inLog: [printed.includes(target.token()), printed.includes(delivered)],
  };
}

weakness('9: where nobody says that this is production, its answers show tokens', {
  start: { env: { NODE_ENV: 'development' } },
  scene: trouble,
  shows: { inAnswers: [true, true], inLog: [true, true] },
  closed: { inAnswers: [false, false], inLog: [false, false] },
});

weakness('9: in production its log shows tokens', {
  bare: { env: { NODE_ENV: 'production' } },
  scene: trouble,
  shows: { inAnswers: [false, false], inLog: [true, true] },
  closed: { inAnswers: [false, false], inLog: [false, false] },
});

weakness('9: the most talkative log shows what people write to each other', {
  start: { env: { LOG_LEVEL: 'trace' } },
  bare: { env: { LOG_LEVEL: 'DEBUG' } },
  async scene(target) {
    const team = await target.team(target.alice, target.bob, target.carol);
    target.sandbox.post(target.bob, team.id, 'between you and me');
    await target.ask(target.alice, target.direct(), 'help me, please');
    const printed = target.lines.join('\n');
    return { overheard: printed.includes('between you and me'), asked: printed.includes('help me, please') };
  },
  shows: { overheard: true, asked: true },
  closed: { overheard: false, asked: false },
});

describe('25: packages past their life come with it', () => {
  interface Lock {
    readonly packages: Readonly<
      Record<string, { readonly name?: string; readonly dependencies?: Readonly<Record<string, string>> }>
    >;
  }
  const root = new URL('../../', import.meta.url);
  const lock = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as Lock;
  const framework = createRequire(import.meta.url)('ringcentral-chatbot-core/package.json') as {
    readonly dependencies: Readonly<Record<string, string>>;
  };

  test('the framework as it comes asks for them', () => {
    // That one brings the SDK of Amazon's second generation, and the other, in its newest version, no longer loads here.
    expect(framework.dependencies).toMatchObject({ 'dynamo-sequelize': '^3.0.0', '@rc-ex/core': '^1.3.7' });
  });

  test('Switchboard has neither', () => {
    const installed = Object.entries(lock.packages).map(([path, { name }]) => name ?? path.replace(/^.*node_modules\//, ''));
    expect(installed.filter((name) => /^(aws-sdk|@aws-sdk\/.*|dynamoose|dynamo-sequelize)$/.test(name))).toEqual([]);
    expect(lock.packages['node_modules/dynamo-sequelize']).toMatchObject({ name: 'sequelize', version: '6.37.8' });
    expect(lock.packages['node_modules/@rc-ex/core']).toMatchObject({ version: '1.7.4' });
  });
});
