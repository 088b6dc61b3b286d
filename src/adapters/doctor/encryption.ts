/** Whether the public address is one RingCentral delivers to: HTTPS with a certificate that everybody trusts. */
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { Instant } from '../../core/model.js';
import { fine, type Verdict, warning, wrong } from './examine.js';

const day = 86_400_000;
const renewBeforeMs = 14 * day;
const loopback = ['localhost', '127.0.0.1', '[::1]'];

export async function checkEncryption(publicUrl: string, now: Instant): Promise<Verdict<true>> {
  const { protocol, hostname, port } = new URL(publicUrl);
  if (protocol === 'http:') {
    if (loopback.includes(hostname)) return fine('none, on this machine only', true);
    return warning('http:// only', true, {
      breaks: 'RingCentral delivers events to HTTPS addresses only',
      fix: 'a reverse proxy with a certificate; README, Install for real, step 4',
    });
  }
  const host = hostname.replace(/^\[|\]$/g, '');
  let socket: TLSSocket;
  try {
    socket = await shakeHands(host, Number(port || 443));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    // Whether anything answers at all is the next examination's business.
    if (!/SSL|TLS|CERT/.test(code)) return { findings: [{ state: 'skipped', says: `no connection (${code})` }], value: true };
    return wrong(`no TLS 1.2 or newer (${code})`);
  }
  const ends = Date.parse(socket.getPeerCertificate().valid_to);
  const refused = socket.authorized ? null : socket.authorizationError;
  socket.destroy();
  if (refused) return wrong(`the certificate is not trusted (${refused instanceof Error ? refused.message : String(refused)})`);
  const until = `the certificate is good until ${Number.isNaN(ends) ? 'nobody knows when' : new Date(ends).toISOString().slice(0, 10)}`;
  return ends - now < renewBeforeMs ? warning(until, true, { fix: 'renew it' }) : fine(until, true);
}

function shakeHands(host: string, port: number): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const servername = isIP(host) ? '' : host;
    // Its faults are what is looked for, so they must not end the connection.
    const socket = connect({ host, port, servername, rejectUnauthorized: false, timeout: 5000 });
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
    socket.once('timeout', () => socket.destroy(Object.assign(new Error('time limit'), { code: 'ETIMEDOUT' })));
  });
}
