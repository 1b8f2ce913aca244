import { createServer, request, type ClientRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import express, { type NextFunction, type Request, type Response } from 'express';
import { expect } from 'chai';
import { createRawReader, GREATEST_RAW, rawOf } from '../../server/http/raw.ts';

describe('bodies that are read as they are', () => {
  it('give the room back that they take, also where nothing of them comes', async () => {
    const app = express();
    app.post('/', createRawReader(200), (_req: Request, res: Response) => void res.json({ bytes: rawOf(res).length }));
    app.use((_error: unknown, _req: Request, res: Response, _next: NextFunction) => void res.status(400).end());
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const post = (bytes: number): ClientRequest => request({ port, host: '127.0.0.1', method: 'POST', path: '/', headers: { 'content-type': 'application/octet-stream', 'content-length': bytes } });
    const statusOf = async (sent: ClientRequest): Promise<number | undefined> => ((await once(sent, 'response')) as [{ statusCode?: number }])[0].statusCode;
    try {
      // Two that say they are as long as may be, and are silent: only the first is let in, and both are given up in turn.
      const silent = [post(GREATEST_RAW), post(GREATEST_RAW)];
      for (const one of silent) one.flushHeaders();
      const statuses = silent.map(statusOf);
      const photo = post(GREATEST_RAW - 1);
      photo.end(Buffer.alloc(GREATEST_RAW - 1));
      expect(await statusOf(photo)).to.equal(200);
      expect(await Promise.all(statuses)).to.deep.equal([400, 400]);
      // One that comes slowly but does come is read.
      const slow = post(5);
      const slowStatus = statusOf(slow);
      for (let piece = 0; piece < 5; piece += 1) {
        slow.write('x');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      slow.end();
      expect(await slowStatus).to.equal(200);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
