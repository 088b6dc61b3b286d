/** From a request on the wire to an answer: recorded, delayed, made to fail, limited, authorised, answered, checked. */
import { setTimeout as pause } from 'node:timers/promises';
import express, { type Express, type Request, type Response } from 'express';
import type { Contract } from '../contract.js';
import { authenticate, authorise } from './access.js';
import { countedAs } from './clients.js';
import type { Fault, Faults } from './faults.js';
import { handlers, openHandlers } from './handlers.js';
import { addLogin } from './login.js';
import { type Match, matchOperation, type RateGroup } from './operations.js';
import type { RateLimits } from './rate-limits.js';
import { badParameter, Refusal, refuse } from './refusal.js';
import type { Answer, ApiRequest } from './request.js';
import type { World } from './world.js';

/** One request as the tests count it. */
export interface RequestRecord {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly operationId?: string;
  readonly group?: RateGroup;
  /** Account and extension id behind the bearer. */
  account?: string;
  identity?: string;
  /** 0 while it is under way, and when the connection was broken on purpose. */
  status: number;
}

export interface Pipeline {
  readonly world: World;
  readonly faults: Faults;
  /** Undefined switches rate limits off. */
  readonly rates?: RateLimits;
  readonly latency: () => number;
  readonly requests: RequestRecord[];
  readonly unknownPaths: string[];
  readonly contract?: Contract;
  readonly violations: string[];
}

export function createApp(pipeline: Pipeline): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  addLogin(app, pipeline.world);
  app.use(express.text({ type: () => true, limit: '30mb' }));
  app.use((request: Request, response: Response) => handle(pipeline, request, response));
  return app;
}

async function handle(pipeline: Pipeline, request: Request, response: Response): Promise<void> {
  const { world, faults } = pipeline;
  const path = request.originalUrl.split('?')[0] ?? '';
  const match = matchOperation(request.method, path);
  const record: RequestRecord = {
    at: world.now(),
    method: request.method,
    path: request.originalUrl,
    ...(match && { operationId: match.operation.id, group: match.operation.group }),
    status: 0,
  };
  pipeline.requests.push(record);
  const fault = faults.take(match?.operation.id ?? path, accountBehind(request, world), request.originalUrl);
  const wait = (fault?.delayMs ?? 0) + pipeline.latency();
  if (wait > 0) await pause(wait);
  if (fault?.hang) return;
  if (fault?.reset) {
    request.socket.resetAndDestroy();
    return;
  }
  if (fault?.status !== undefined && !fault.after) {
    send(response, faultAnswer(fault, world), record);
    return;
  }
  const answer = await answerTo(pipeline, request, match, record);
  if (fault?.status !== undefined) send(response, faultAnswer(fault, world), record);
  else if (fault?.truncate) truncate(response, answer, record);
  else send(response, answer, record);
}

async function answerTo(pipeline: Pipeline, request: Request, match: Match | undefined, record: RequestRecord): Promise<Answer> {
  const { world, contract } = pipeline;
  const limited: Record<string, string> = { RCRequestId: world.newUuid(), RoutingKey: 'SANDBOX1' };
  try {
    if (!match) {
      pipeline.unknownPaths.push(`${request.method} ${request.originalUrl}`);
      throw refuse(404, 'CMN-102', 'Resource is not found');
    }
    const body = readBody(request);
    contract?.checkRequest(match.operation, request.originalUrl, body, pipeline.violations);
    const api: ApiRequest = {
      ...match,
      query: new URLSearchParams(request.originalUrl.split('?')[1] ?? ''),
      headers: request.headers as Record<string, string | undefined>,
      body,
      target: request.originalUrl,
    };
    const answer = await perform(pipeline, api, limited, record);
    contract?.checkAnswer(match.operation, answer, pipeline.violations);
    return { ...answer, headers: { ...limited, ...answer.headers } };
  } catch (error) {
    if (!(error instanceof Refusal)) {
      pipeline.violations.push(`sandbox: ${error instanceof Error ? error.stack : String(error)}`);
      throw error;
    }
    const answer = { status: error.status, body: error.body, headers: { ...limited, ...error.headers } };
    if (match) contract?.checkAnswer(match.operation, answer, pipeline.violations);
    return answer;
  }
}

/** `headers` gets the rate limit's, which every answer to a known user carries. */
async function perform(
  pipeline: Pipeline,
  api: ApiRequest,
  headers: Record<string, string>,
  record: RequestRecord,
): Promise<Answer> {
  const { world, rates } = pipeline;
  const { operation } = api;
  const limit = (key: string) => {
    const verdict = rates?.count(key, operation.group, world.now());
    Object.assign(headers, verdict?.headers);
    if (verdict && !verdict.allowed) throw refuse(429, 'CMN-301', 'Request rate exceeded');
  };
  const open = openHandlers[operation.id];
  if (open) {
    // A browser's way to the login page belongs to no user yet.
    if (!api.operation.id.startsWith('authorize')) limit(countedAs(api, world));
    return open(api, world);
  }
  const { identity, account } = authenticate(api.headers.authorization, world);
  record.account = identity.accountId;
  record.identity = identity.extensionId;
  limit(`${identity.accountId} ${identity.extensionId} ${identity.clientId}`);
  const authorised = { ...api, identity, account };
  authorise(authorised);
  const handler = handlers[operation.id];
  if (!handler) throw refuse(404, 'CMN-102', 'Resource is not found');
  return handler(authorised, world);
}

function readBody(request: Request): unknown {
  const text = typeof request.body === 'string' ? request.body : '';
  if (text === '') return undefined;
  if (request.headers['content-type']?.includes('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    throw badParameter('body', text.slice(0, 40));
  }
}

/** Undefined where the request shows no token that is good. */
function accountBehind({ headers }: Request, { tokens }: World): string | undefined {
  return tokens.access.get(headers.authorization?.replace(/^Bearer /i, '') ?? '')?.accountId;
}

function faultAnswer(fault: Fault, world: World): Answer {
  const status = fault.status ?? 500;
  const body = fault.body ?? {
    errorCode: `CMN-${status}`,
    message: 'Made to fail',
    errors: [{ errorCode: `CMN-${status}`, message: 'Made to fail' }],
  };
  return { status, body, headers: { RCRequestId: world.newUuid(), ...fault.headers } };
}

function send(response: Response, answer: Answer, record: RequestRecord): void {
  record.status = answer.status;
  response.status(answer.status).set({ ...answer.headers });
  if (answer.raw) response.type(answer.raw.contentType).end(answer.raw.text);
  else if (typeof answer.body === 'string') response.type('html').end(answer.body);
  else if (answer.body === undefined) response.end();
  else response.type('application/json').end(JSON.stringify(answer.body));
}

/** The connection dies in the middle of the body. */
function truncate(response: Response, answer: Answer, record: RequestRecord): void {
  const text = JSON.stringify(answer.body ?? {});
  record.status = 0;
  response.writeHead(answer.status, { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text)) });
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.socket?.destroy());
}
