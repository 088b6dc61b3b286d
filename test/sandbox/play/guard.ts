/** The page is for the browser on this machine only: what it may load, under which names it answers, and who may change anything. */
import type { RequestHandler } from 'express';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const hosts = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

/** Another Host would be a foreign name rebound to this address; a change needs our own page as its Origin. */
export const guard: RequestHandler = (req, res, next) => {
  res.set({
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  const { host = '', origin } = req.headers;
  if (!hosts.test(host)) return void res.status(403).json({ error: 'This page answers to 127.0.0.1 and localhost only.' });
  if (req.method === 'GET' || req.method === 'HEAD') return next();
  if (origin !== `http://${host}` || !req.is('application/json'))
    return void res.status(403).json({ error: 'Only the page itself may do that.' });
  next();
};
