/** A door in front of the stand-in that knows what became of the `/glip/` paths the framework still asks for, and notes who asked what. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly body: string;
}

export interface LegacyDoor {
  readonly url: string;
  /** Requests as they came, before anything was translated. */
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

const longestLife = 315_360_000;

export async function openLegacyDoor(platform: string): Promise<LegacyDoor> {
  const asked: Asked[] = [];

  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url: path = '/' } = request;
    const body = (await buffer(request)).toString();
    const { authorization = '', accept = '*/*', 'content-type': type } = request.headers;
    asked.push({ method, path, authorization, body });
    const answer = await fetch(platform + currentPath(path), {
      method,
      headers: { accept, ...(authorization && { authorization }), ...(type !== undefined && { 'content-type': type }) },
      ...(body !== '' && { body: path.endsWith('/subscription') ? currentWish(body) : body }),
    });
    const text = await answer.text();
    response.statusCode = answer.status;
    for (const [name, value] of answer.headers) if (!ofTheConnection.has(name)) response.setHeader(name, value);
    response.end(text);
  };

  const server = createServer((request, response) => {
    // What broke off there breaks off here.
    pass(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const ofTheConnection = new Set(['connection', 'content-length', 'content-encoding', 'keep-alive', 'transfer-encoding']);

const currentPath = (path: string) => path.replace(/^\/restapi\/v1\.0\/glip\/(?:groups|chats)\//, '/team-messaging/v1/chats/');

/** What the platform made of the old filters, and of a life longer than it gives. */
function currentWish(body: string): string {
  const wish = JSON.parse(body) as { eventFilters?: string[]; expiresIn?: number };
  return JSON.stringify({
    ...wish,
    eventFilters: wish.eventFilters?.map((filter) =>
      filter
        .replace('/restapi/v1.0/glip/groups', '/team-messaging/v1/chats')
        .replace('/restapi/v1.0/glip/posts', '/team-messaging/v1/posts'),
    ),
    expiresIn: Math.min(wish.expiresIn ?? longestLife, longestLife),
  });
}
