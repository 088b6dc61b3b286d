/** Whether the public address leads to this bot: it is sent a challenge that only a process with our secret key can answer. */

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { z } from 'zod';
import { createSelfProver, newNonce, provesItself, type SelfProver } from '../http/selfProof.js';
import { causeOf } from '../ringcentral/failure.js';
import { parseJson } from '../ringcentral/wire.js';
import { fine, type Verdict, warning, wrong } from './examine.js';

export interface AddressCase {
  readonly publicUrl: string;
  readonly port: number;
  /** What a running bot's proofs are made with; null where there is no secret key yet. */
  readonly key: Buffer | null;
}

const answer = z.object({ process: z.string(), proof: z.string() });

/** Where no bot runs, a listener takes its place on the port for a moment. */
export async function checkAddress({ publicUrl, port, key }: AddressCase): Promise<Verdict<true>> {
  const local = `http://127.0.0.1:${port}`;
  const outside = key === null ? null : await challenge(publicUrl, key);
  if (key !== null && outside?.process !== undefined) {
    const inside = port === 0 ? null : await challenge(local, key);
    if (inside?.process === undefined || inside.process === outside.process) {
      return fine(`${publicUrl} leads to the running bot`, true);
    }
    return warning(`${publicUrl} leads to another running copy of this bot than port ${port}`, true, {
      breaks: 'with SQLite, and with an old copy, answers come from the wrong one',
      fix: 'stop the other copy, or point the address here',
    });
  }
  const standInKey = randomBytes(32);
  const server = await standIn(
    port,
    createSelfProver(() => standInKey),
  );
  if (server instanceof Error) {
    if (causeOf(server) !== 'EADDRINUSE') return wrong(`PORT ${port} cannot be opened (${causeOf(server)})`, { fix: 'PORT' });
    if (key === null)
      return { findings: [{ state: 'skipped', says: `not checked, because of secret key: port ${port} is in use` }] };
    const inside = await challenge(local, key);
    if (inside.process !== undefined) return wrong(`the bot runs on port ${port}, but ${publicUrl} ${outside?.says}`);
    return wrong(`port ${port} is taken by something else than this bot`, { fix: 'stop it, or set another PORT' });
  }
  try {
    const now = await challenge(publicUrl, standInKey);
    if (now.process !== undefined) return fine(`${publicUrl} leads here; the bot is not running`, true);
    return wrong(`${publicUrl} ${now.says}; the bot is not running, a listener on port ${port} stood in for it`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

interface Challenged {
  /** The process that answered rightly. */
  readonly process?: string;
  readonly says: string;
}

async function challenge(url: string, key: Buffer): Promise<Challenged> {
  const nonce = newNonce();
  try {
    const response = await fetch(`${url}/healthz?nonce=${nonce}`, { redirect: 'manual', signal: AbortSignal.timeout(5000) });
    const text = await response.text();
    if (response.status >= 300 && response.status < 400) return { says: `answers with a redirect (${response.status})` };
    if (response.status !== 200) return { says: `answers ${response.status}` };
    const given = answer.safeParse(parseJson(text));
    if (!given.success || !provesItself(key, nonce, given.data)) return { says: 'is answered by something else' };
    return { process: given.data.process, says: 'leads here' };
  } catch (error) {
    return { says: `does not answer (${causeOf(error)})` };
  }
}

async function standIn(port: number, prove: SelfProver): Promise<Server | Error> {
  const server = createServer((req, res) => {
    const nonce = new URL(req.url ?? '/', 'http://here').searchParams.get('nonce') ?? '';
    const proof = prove(nonce);
    // To events it says the same as a proxy whose bot is down.
    res.writeHead(proof ? 200 : 503, { 'Content-Type': 'application/json', Connection: 'close' });
    res.end(proof && JSON.stringify(proof));
  });
  try {
    server.listen(port);
    await once(server, 'listening');
    return server;
  } catch (error) {
    return error instanceof Error ? error : new Error('cannot listen');
  }
}
