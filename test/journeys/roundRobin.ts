/** A load balancer in its smallest form: every request to the next process in turn, and to the one after where that one is gone. */
import { type ClientRequest, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RoundRobin {
  readonly url: string;
  /** The ports requests go to, in turn; change it at will. */
  targets: readonly number[];
  /** How many requests each port answered. */
  readonly answered: ReadonlyMap<number, number>;
  close(): Promise<void>;
}

export async function startRoundRobin(): Promise<RoundRobin> {
  const answered = new Map<number, number>();
  let turn = 0;
  const server = createServer(async (from, to) => {
    const chunks: Buffer[] = [];
    for await (const chunk of from) chunks.push(chunk as Buffer);
    const ports = balancer.targets.map((_, place) => balancer.targets[(turn + place) % balancer.targets.length] as number);
    turn += 1;
    for (const port of ports) {
      const answer = await ask(port, from, Buffer.concat(chunks)).catch(() => null);
      if (answer === null) continue;
      answered.set(port, (answered.get(port) ?? 0) + 1);
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
      return;
    }
    to.writeHead(502).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const balancer: RoundRobin = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets: [],
    answered,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return balancer;
}

function ask(port: number, from: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = from;
    const asked: ClientRequest = request({ port, host: '127.0.0.1', method, path: url, headers, agent: false }, resolve);
    asked.once('error', reject);
    asked.end(body);
  });
}
