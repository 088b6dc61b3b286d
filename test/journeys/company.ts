/** One company in a journey: its people talk to the bot there, and administrators install it and let it read. */
import { expect } from 'vitest';
import type { Chat } from '../sandbox/model.js';
import type { BotOfChoice, Installation } from '../sandbox/server/install.js';
import type { CompanySandbox } from '../sandbox/server/sandbox.js';
import type { Post } from '../sandbox/server/world.js';
import type { Ears } from './ears.js';

const cast = ['alice', 'bob', 'carol', 'dan', 'erin', 'frank', 'grace', 'heidi'] as const;
type Known = (typeof cast)[number] | 'guest' | 'external' | 'twin';

export interface JourneyCompany {
  readonly sandbox: CompanySandbox;
  readonly botId: string;
  readonly ids: Readonly<Record<Known, string>>;
  /** `@bob` in a text becomes a mention, as the chat's editor makes one. */
  written(text: string): string;
  /** Posts; in a room with the bot's mention in front. */
  say(who: Known | string, chat: Chat, text: string, options?: { parentPostId?: string }): Post;
  /** Says it and resolves with the bot's next post in that chat. */
  ask(who: Known | string, chat: Chat, text: string, options?: { parentPostId?: string }): Promise<string>;
  /** A team with the bot in it, whose greeting has been heard. */
  team(name: string, members: readonly (Known | string)[], options?: { id?: string }): Promise<Chat>;
  direct(who: Known | string): Chat;
  /** Installs privately, and waits until the bot's events arrive. */
  install(): Promise<void>;
  /** Installs publicly, and waits until the bot's events arrive. Throws unless the bot takes its code. */
  installPublic(bot?: BotOfChoice): Promise<void>;
  /** Follows the application's link to the platform, answers as this person, and returns what the bot shows at the end. */
  consent(authorizeUrl: string, who: Known | string, answer?: 'allow' | 'deny'): Promise<Response>;
}

interface Surroundings {
  readonly ears: Ears;
  /** Whether the extension has a subscription in this account. */
  readonly listens: (accountId: string, extensionId: string) => boolean;
  readonly waitUntil: (what: string, isSo: () => boolean) => Promise<void>;
  /** Where the bot can be reached. */
  readonly url: () => string;
  /** Called before anything is said, since some secrets are gone by the end. */
  readonly keepSecrets: () => void;
}

export function journeyCompany(sandbox: CompanySandbox, around: Surroundings): JourneyCompany {
  const { company } = sandbox;
  const { ears } = around;
  let botId = '';
  const ids = Object.fromEntries([
    ...cast.map((name, place) => [name, company.extensions[place]?.id ?? '']),
    ...(['guest', 'external', 'twin'] as const).map((name, place) => [name, company.visitors[place * 2]?.id ?? '']),
  ]) as Record<Known, string>;
  const idOf = (who: string) => ids[who as Known] ?? who;
  const mention = (id: string) => `![:Person](${id})`;
  const written = (text: string) =>
    text.replace(/@([a-z]+)\b/g, (as, name: string) => (idOf(name) === name ? as : mention(idOf(name))));

  async function arrive(installation: Installation): Promise<void> {
    around.keepSecrets();
    if (installation.status >= 400) throw new Error(`the bot answered its install with ${installation.status}`);
    botId = installation.botId;
    ears.hear(botId, company.id);
    await around.waitUntil('the bot listens', () => around.listens(company.id, botId));
  }

  const own: JourneyCompany = {
    sandbox,
    get botId() {
      return botId;
    },
    ids,
    written,
    say(who, chat, text, more) {
      around.keepSecrets();
      const words = chat.type === 'Direct' ? written(text) : `${mention(botId)} ${written(text)}`;
      return sandbox.post(idOf(who), chat.id, words, more);
    },
    async ask(who, chat, text, more) {
      own.say(who, chat, text, more);
      return (await ears.next(chat.id, company.id)).text ?? '';
    },
    async team(name, members, more) {
      const [first = '', ...others] = members.map(idOf);
      const team = sandbox.createTeam(first, name, [...others, botId], more);
      expect((await ears.next(team.id, company.id)).text).toContain('Hello!');
      return team;
    },
    direct: (who) => sandbox.openDirect(idOf(who), botId),
    install: async () => arrive(await sandbox.install(around.url())),
    installPublic: async (bot) => arrive(await sandbox.installPublic(around.url(), bot)),
    async consent(authorizeUrl, who, answer) {
      const back = await sandbox.consent(authorizeUrl, idOf(who), answer);
      around.keepSecrets();
      const shown = await fetch(back, { redirect: 'manual' });
      around.keepSecrets();
      return shown;
    },
  };
  return own;
}
