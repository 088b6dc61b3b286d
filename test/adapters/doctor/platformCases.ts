/** What can be wrong on RingCentral's side: logins, permissions, the bot's token, subscriptions. */
import {
  botAppWithout,
  botIdentity,
  type Case,
  change,
  database,
  fault,
  readerAppWithout,
  roleWithout,
  subscriptionDropped,
  subscriptionOf,
  variable,
} from './breaking.js';

const jwt = (end: number) => `e30.${Buffer.from(JSON.stringify({ exp: end })).toString('base64url')}.x`;
const endedJwt = jwt(1_700_000_000);
const endingJwt = jwt(Math.floor(Date.now() / 1000) + 3 * 86_400);

export const platformCases: readonly Case[] = [
  {
    name: 'RingCentral out of reach',
    finds: ['wrong RingCentral'],
    says: /ECONNREFUSED/,
    visit: (practice) => ({ env: { RINGCENTRAL_SERVER: practice.deadUrl } }),
  },
  { name: 'RingCentral down', finds: ['wrong RingCentral'], says: /503/, breaks: fault('readExtension', 503) },
  {
    name: 'a wrong clock',
    finds: ['warning clock'],
    says: /ahead of/,
    breaks: fault('readExtension', 401, { headers: { Date: 'Tue, 03 Nov 2020 09:00:00 GMT' } }),
  },
  {
    name: 'a wrong client secret',
    finds: ['wrong reader login'],
    says: /client id or secret.*OAU-146/,
    visit: variable('RINGCENTRAL_CLIENT_SECRET', 'x'),
  },
  {
    name: 'a wrong JWT',
    finds: ['wrong reader login'],
    says: /JWT is refused.*OAU-251/,
    visit: variable('RINGCENTRAL_JWT', 'x'),
  },
  {
    name: 'an ended JWT',
    finds: ['wrong reader login'],
    says: /ended on 2023-11-14/,
    visit: variable('RINGCENTRAL_JWT', endedJwt),
  },
  {
    name: 'a JWT that ends within days',
    finds: ['warning reader login'],
    says: /ends on \d{4}-/,
    breaks: ({ sandbox: { world } }) => {
      const login = world.tokens.jwts.get('reader-jwt');
      if (login) world.tokens.jwts.set(endingJwt, login);
      return () => void world.tokens.jwts.delete(endingJwt);
    },
    visit: variable('RINGCENTRAL_JWT', endingJwt),
  },
  ...[
    { name: 'too many logins in a minute', status: 429, says: /limits requests now.*getToken: 429/ },
    { name: 'a failing token endpoint', status: 502, says: /does not answer now.*getToken: 502/ },
    { name: 'a token endpoint in maintenance', status: 503, says: /does not answer now.*getToken: 503/ },
  ].map(
    ({ name, status, says }): Case => ({
      name,
      finds: ['warning reader login'],
      says,
      mend: /run it again in a minute/,
      breaks: fault('getToken', status),
    }),
  ),
  {
    name: 'something else at the token endpoint',
    finds: ['wrong reader login'],
    says: /refuses \(getToken: 404\)/,
    breaks: fault('getToken', 404, { body: 'not here' }),
  },
  ...['ReadCallLog', 'ReadAccounts', 'SubscriptionWebhook'].map(
    (scope): Case => ({
      name: `the reader app without ${scope}`,
      finds: [`missing reader app: ${scope}`],
      breaks: readerAppWithout(scope),
    }),
  ),
  {
    name: 'the reader app without CallControl',
    finds: ['warning reader app: CallControl'],
    breaks: readerAppWithout('CallControl'),
  },
  ...['FullCompanyCallLog', 'ReadExtensions', 'ReadCompanyPhoneNumbers'].map(
    (permission): Case => ({
      name: `a service user without ${permission}`,
      finds: [`missing service user: ${permission}`],
      breaks: roleWithout(permission),
    }),
  ),
  {
    name: 'a service user who may read its own calls only',
    finds: ['wrong service user: FullCompanyCallLog'],
    breaks: fault('checkUserPermission', 200, { body: { successful: true, details: { scopes: ['Self'] } } }),
  },
  { name: 'no bot', finds: ['missing bot installed'], visit: database('DELETE FROM bots') },
  {
    name: 'a dead bot token',
    finds: ['wrong bot token'],
    says: /OAU-129/,
    breaks: (practice) => {
      const identity = botIdentity(practice);
      practice.sandbox.world.tokens.access.delete(identity.accessToken);
      return () => void practice.sandbox.world.tokens.access.set(identity.accessToken, identity);
    },
  },
  {
    name: 'a token that is no bot’s',
    finds: ['wrong bot token'],
    says: /type User/,
    breaks: (practice) => {
      const extension = practice.sandbox.company.extensions.find(({ id }) => id === practice.botId);
      return change(extension ?? {}, { type: 'User' } as object);
    },
  },
  ...['ReadAccounts', 'TeamMessaging', 'SubscriptionWebhook'].map(
    (scope): Case => ({
      name: `the bot app without ${scope}`,
      finds: [`missing bot app: ${scope}`],
      breaks: botAppWithout(scope),
    }),
  ),
  ...([true, false] as const).flatMap((ofBot): Case[] => {
    const item = ofBot ? 'events of chats' : 'events of people and calls';
    const needed = ofBot ? '/team-messaging/v1/posts' : '/restapi/v1.0/account/~/extension';
    const disabledFilters = [{ filter: needed, reason: 'CMN-401', message: 'no' }];
    return [
      { name: `${item}: no subscription`, finds: [`missing ${item}`], breaks: subscriptionDropped(ofBot) },
      {
        name: `${item}: to another address`,
        finds: [`missing ${item}`],
        says: /only to https:\/\/old\.example$/,
        breaks: (practice) =>
          change(subscriptionOf(practice, ofBot), { address: 'https://old.example/bot/webhook?secret=reader-secret' }),
      },
      {
        name: `${item}: suspended`,
        finds: [`wrong ${item}`],
        says: /suspended/,
        breaks: (practice) => change(subscriptionOf(practice, ofBot), { status: 'Blacklisted' }),
      },
      {
        name: `${item}: a filter switched off`,
        finds: [`wrong ${item}`],
        says: new RegExp(`switched off ${needed}$`),
        breaks: (practice) => change(subscriptionOf(practice, ofBot), { disabledFilters }),
      },
      {
        name: `${item}: made by somebody else`,
        finds: [`wrong ${item}`],
        says: /somebody else/,
        visit: database(`DELETE FROM account_secrets WHERE name = 'webhook-${ofBot ? 'bot' : 'reader'}'`),
      },
    ];
  }),
];
