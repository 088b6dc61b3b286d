/**
 * A bot of nothing but the chatbot framework, with the framework's own model on a database of its own. It repeats what it is told.
 * Plain JavaScript, like the programs it is an example of; the environment chooses how careless its author was.
 */
import express from 'express';

const { env } = process;
env.RINGCENTRAL_CHATBOT_DATABASE_CONNECTION_URI = env.DATABASE_URL;
const { extendApp } = await import('ringcentral-chatbot-core/dist/index.js');
const models = await import('ringcentral-chatbot-core/dist/models/index.js');
const { Bot } = models.default.default ?? models.default;

/** An author who forgot something would never stop: here it ends after so many posts. */
let posts = 0;
const most = 5;

async function handle({ type, text, bot, group, message }) {
  if (posts >= most) return;
  if (type === 'Message4Bot') {
    posts += 1;
    await bot.sendMessage(group.id, { text: `You said "${text}"` });
  }
  // The event as it came, which the framework tells of as well.
  if (type === 'PostAdded' && env.BARE_ANSWERS_RAW_EVENTS) {
    posts += 1;
    const self = await Bot.findByPk(message.ownerId);
    await self.sendMessage(message.body.groupId, { text: 'There is a new post' });
  }
}

const commandLines = [{ command: 'calls', options: [['-m, --missed', 'only the missed ones', false]] }];

const app = express();
app.get('/readyz', (_req, res) => res.json({ ready: true }));
if (env.BARE_PARSES_FIRST) app.use(express.json());
extendApp(
  app,
  [],
  handle,
  { adminRoute: '/admin', botRoute: '/bot', models: {} },
  env.BARE_COMMAND_LINES ? commandLines : undefined,
);
await Bot.sync();
app.listen(Number(env.PORT));
