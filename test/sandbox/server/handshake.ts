/** How the platform makes sure that a webhook address answers, before it believes in a subscription. */
import http from 'node:http';
import https from 'node:https';
import { refuse } from './refusal.js';

/** Milliseconds the address has to answer. */
const patience = 3000;
/** Bytes that status line, headers and body may have together. */
const largest = 1024;

interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly size: number;
}

/** Resolves when the address echoed the token; refuses with SUB-521…SUB-525 otherwise. */
export async function shakeHands(address: string, validationToken: string, verificationToken?: string): Promise<void> {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw refuse(400, 'SUB-521', 'Webhook address is not valid', { parameterName: 'deliveryMode.address' });
  }
  const reply = await post(url, validationToken, verificationToken).catch((error: unknown) => {
    throw refuse(400, 'SUB-522', `Webhook is not reachable: ${error instanceof Error ? error.message : 'unknown'}`);
  });
  if (reply.status !== 200)
    throw refuse(400, 'SUB-522', `WebHook responds with incorrect HTTP status. HTTP status is ${reply.status}`);
  if (reply.headers['validation-token'] !== validationToken) {
    throw refuse(400, 'SUB-523', 'Webhook server did not return the header [Validation-Token]');
  }
  if (reply.size > largest || !reply.headers['content-type']) {
    throw refuse(400, 'SUB-525', 'Webhook server response is invalid');
  }
}

function post(url: URL, validationToken: string, verificationToken?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Length': '0',
      'User-Agent': 'RingCentral-Webhook/8.3',
      'Validation-Token': validationToken,
      ...(verificationToken !== undefined && { 'Verification-Token': verificationToken }),
    };
    const client = url.protocol === 'https:' ? https : http;
    const request = client.request(
      url,
      { method: 'POST', headers, agent: false, signal: AbortSignal.timeout(patience) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const lines = response.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part) + 2, 0);
          const statusLine = `HTTP/1.1 ${response.statusCode} ${response.statusMessage}\r\n\r\n`.length;
          const size = statusLine + lines + Buffer.concat(chunks).length;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, size });
        });
      },
    );
    request.on('error', reject);
    request.end();
  });
}
