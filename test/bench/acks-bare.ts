/** The least a webhook can be: a bare Express route that parses the same JSON and answers. */
import type { AddressInfo } from 'node:net';
import express from 'express';

const app = express();
app.post('/bot/webhook', express.json({ limit: '512kb' }), (_request, response) => {
  response.status(200).end();
});
const server = app.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
