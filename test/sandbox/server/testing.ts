/** A company of a handful, a clock that can be moved and a bot that only listens, for the tests of the stand-in itself. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Company, LoggedRecord } from '../model.js';
import type { Sandbox, SandboxOptions } from './sandbox.js';
import { startSandbox } from './start.js';

export const start = Date.parse('2026-11-18T18:00:00.000Z');
export const alice = '101001';
export const bob = '101002';
export const clerk = '101003';
const company = '500001';

function tinyCompany(): Company {
  const person = (id: string, firstName: string, extensionNumber: string) =>
    ({ id, type: 'User', status: 'Enabled', firstName, lastName: 'Tester', extensionNumber }) as const;
  return {
    id: company,
    name: 'Tiny & Co.',
    timeZone: 'America/New_York',
    mainNumber: '+12125550100',
    extensions: [
      {
        ...person(alice, 'Alice', '101'),
        email: 'alice@tiny.example',
        timeZone: 'Europe/Berlin',
        locale: 'de-DE',
        timeFormat: '24h',
      },
      person(bob, 'Bob', '102'),
      { ...person(clerk, 'Clara', '103'), permissions: ['FullCompanyCallLog', 'ReadExtensions', 'ReadCompanyPhoneNumbers'] },
      { ...person('101004', 'Gone', '104'), deleted: true },
      { ...person('101005', 'Frozen', '105'), status: 'Frozen' },
      { id: '101006', type: 'Department', status: 'Enabled', name: 'Support', extensionNumber: '200' },
    ],
    numbers: [
      { phoneNumber: '+12125550100', usageType: 'MainCompanyNumber' },
      { phoneNumber: '+12125550101', usageType: 'DirectNumber', extensionId: alice },
    ],
    queues: [{ extensionId: '101006', memberIds: [alice, bob] }],
    visitors: [
      { id: 'glip-77', firstName: 'Guest', lastName: 'One' },
      { id: '999123', firstName: 'Fay', lastName: 'Foreign', companyId: '600002' },
    ],
    chats: [
      { id: '1', type: 'Everyone', name: 'Everyone', members: [alice, bob, clerk], creationTime: '2024-01-01T00:00:00.000Z' },
    ],
  };
}

/** A call of `number` to Alice that began and could be read so many minutes before the start. */
export function callToAlice(minutesAgo: number, more: Record<string, unknown> = {}): LoggedRecord {
  const at = start - minutesAgo * 60_000;
  const startTime = new Date(at).toISOString();
  const uri = `https://elsewhere.example/restapi/v1.0/account/${company}/extension/${alice}`;
  const shared = { type: 'Voice', direction: 'Inbound', action: 'Phone Call', result: 'Missed', startTime, duration: 10 };
  const record = {
    ...shared,
    id: `call-${minutesAgo}`,
    uri: `https://elsewhere.example/restapi/v1.0/account/${company}/call-log/call-${minutesAgo}`,
    sessionId: `7${minutesAgo}`,
    telephonySessionId: `s-${minutesAgo}`,
    extension: { id: Number(alice), uri },
    from: { phoneNumber: '+16505550199' },
    to: { phoneNumber: '+12125550101', extensionId: alice },
    lastModifiedTime: startTime,
    legs: [{ ...shared, legType: 'Accept', master: true }],
    ...more,
  };
  return { storyId: record.id, visibleAt: at, modifiedAt: at, record };
}

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly event?: { readonly uuid: string; readonly event: string; readonly body: Record<string, unknown> };
}

export interface Ear {
  readonly url: string;
  readonly received: Received[];
  /** How it answers; 200 with the echo of a handshake unless changed. */
  status: number;
  extraHeaders: Record<string, string>;
  contentType: string | undefined;
  close(): Promise<void>;
}

/** A webhook that listens, echoes handshakes, and can be told to misbehave. */
export async function listen(): Promise<Ear> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    received.push({ headers: request.headers, text, ...(text.startsWith('{') && { event: JSON.parse(text) }) });
    const echo = request.headers['validation-token'];
    if (typeof echo === 'string') response.setHeader('Validation-Token', echo);
    if (ear.contentType) response.setHeader('Content-Type', ear.contentType);
    for (const [name, value] of Object.entries(ear.extraHeaders)) response.setHeader(name, value);
    response.writeHead(ear.status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const ear: Ear = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    status: 200,
    extraHeaders: {},
    contentType: 'application/json',
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return ear;
}

export interface Bench {
  readonly sandbox: Sandbox;
  /** Moves the clock forward by so many milliseconds. */
  pass(ms: number): void;
  /** A reader's access token, of the service user. */
  login(): Promise<string>;
}

export async function startTiny(calls: readonly LoggedRecord[] = [], options: Partial<SandboxOptions> = {}): Promise<Bench> {
  let clock = start;
  const world = { company: tinyCompany(), stories: [] };
  const sandbox = await startSandbox({ seed: 1, now: () => clock, companies: [world], ...options });
  sandbox.account.log.push(...calls);
  return {
    sandbox,
    pass: (ms) => {
      clock += ms;
      sandbox.tick();
    },
    login: async () => {
      const { access_token } = (await requestToken(sandbox).then((answer) => answer.json())) as { access_token: string };
      return access_token;
    },
  };
}

export function requestToken(sandbox: Sandbox, assertion = 'reader-jwt', secret = 'reader-secret'): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`reader-app:${secret}`).toString('base64')}`;
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  return fetch(`${sandbox.url}/restapi/oauth/token`, { method: 'POST', headers: { authorization }, body });
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into whatever came back
  readonly body: any;
}

/** One API request; a body is sent as JSON. */
export async function call(sandbox: Sandbox, token: string, method: string, path: string, body?: unknown): Promise<Reply> {
  const answer = await fetch(path.startsWith('http') ? path : sandbox.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = answer.headers.get('content-type')?.includes('application/json') && text !== '';
  return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : text };
}
