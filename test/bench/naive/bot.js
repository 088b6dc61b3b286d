/**
 * The bot everybody would write first: the chatbot framework with its own Bot model and handler, and one live reading of the call log
 * per question. It exists to be measured beside ours. Plain JavaScript, so that its start is not the start of a compiler.
 */
import sdk from '@ringcentral/sdk';
import express from 'express';
import { extendApp } from 'ringcentral-chatbot-core/dist/index.js';
import models from 'ringcentral-chatbot-core/dist/models/index.js';

const { Bot } = models.default ?? models;
const { env } = process;

// What must be overridden to run at all. The framework speaks `/restapi/v1.0/glip/*`, which the public contract no longer has (404), asks
// for events by those names (SUB-508), and for a life of fifteen years where ten are the most.
Bot.prototype.setupWebHook = async function setupWebHook() {
  await this.rc.post('/restapi/v1.0/subscription', {
    eventFilters: ['/team-messaging/v1/posts', '/team-messaging/v1/chats', '/restapi/v1.0/account/~/extension/~'],
    expiresIn: 315_360_000,
    deliveryMode: { transportType: 'WebHook', address: `${env.RINGCENTRAL_CHATBOT_SERVER}/bot/webhook` },
  });
};
Bot.prototype.getGroup = async function getGroup(id) {
  const { data } = await this.rc.get(`/team-messaging/v1/chats/${id}`);
  return data;
};
Bot.prototype.sendMessage = async function sendMessage(id, message) {
  const { data } = await this.rc.post(`/team-messaging/v1/chats/${id}/posts`, message);
  return data;
};

const { SDK } = sdk;
const reader = new SDK({
  server: env.RINGCENTRAL_SERVER,
  clientId: env.RINGCENTRAL_CLIENT_ID,
  clientSecret: env.RINGCENTRAL_CLIENT_SECRET,
}).platform();

/** A bot may not read call logs, so this takes the reader app's token. */
async function callsOf(extension, from, to) {
  if (!(await reader.loggedIn())) await reader.login({ jwt: env.RINGCENTRAL_JWT });
  const response = await reader.get(`/restapi/v1.0/account/~/extension/${extension}/call-log`, {
    view: 'Detailed',
    dateFrom: from.toISOString(),
    dateTo: to.toISOString(),
    perPage: 1000,
  });
  return (await response.json()).records;
}

const day = 86_400_000;

async function handle(event) {
  if (event.type !== 'Message4Bot') return;
  const { text, bot, group, userId } = event;
  if (!text.startsWith('calls')) return;
  // The digits of a mention are taken for an extension, which they are for colleagues.
  const extension = /!\[:Person\]\((\d+)\)/.exec(text)?.[1] ?? userId;
  const now = new Date();
  const records = await callsOf(extension, new Date(now.getTime() - 7 * day), now);
  const missed = records.filter((record) => record.result === 'Missed').length;
  const lines = records.slice(0, 10).map((record) => {
    const other = record.direction === 'Inbound' ? record.from : record.to;
    const party = other?.name ?? other?.phoneNumber ?? 'unknown';
    return `* ${record.startTime} ${record.direction} ${party}, ${record.result}, ${record.duration} s`;
  });
  await bot.sendMessage(group.id, { text: [`${records.length} calls · ${missed} missed · ${text}`, ...lines].join('\n') });
}

const app = express();
extendApp(app, [], handle, { adminRoute: '/admin', botRoute: '/bot', models: {} });
await Bot.sync();
app.listen(Number(env.PORT), () => console.log('listening'));
