// The floor of `board`: a page of the same bytes whose numbers are put in place as they come, and nothing else.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

const ROOT = join(import.meta.dirname, '../../..');
const TYPES: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2' };

/** A bare server: one page, its files, and a POST that is pushed as it is. */
export interface BareBoard {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves `html` with the program's own style and font, without its scripts; `POST /` pushes its body, which the page puts into `#STREAM`. */
export async function bareBoard(html: string, pushed: string): Promise<BareBoard> {
  const client = readFileSync(join(ROOT, 'node_modules/socket.io-client/dist/socket.io.esm.min.js'));
  const script = `import { io } from '/client.js'; io({ transports: ['websocket'] }).on('push', ({ stream, seq, html }) => {
    const section = document.querySelector('[data-stream="' + stream + '"]'); section.innerHTML = html; section.dataset.seq = String(seq); });`;
  const page = html.replace(/<script[\s\S]*?<\/script>/g, '').replace('</body>', '<script type="module" src="/bare.js"></script></body>');
  const http = createServer((req, res) => {
    const path = (req.url ?? '/').split('?')[0] ?? '/';
    const send = (type: string, body: string | Buffer): void => void res.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
    if (req.method === 'POST') {
      const url = new URL(req.url ?? '/', 'http://bare');
      req.resume().on('end', () => {
        io.emit('push', { stream: url.searchParams.get('stream'), seq: Number(url.searchParams.get('seq')), html: pushed });
        res.writeHead(204).end();
      });
    } else if (path.startsWith('/assets/')) {
      const file = path.startsWith('/assets/fonts/') ? join(ROOT, 'public/fonts', path.slice('/assets/fonts/'.length)) : join(ROOT, 'public/dist', path.slice('/assets/'.length));
      send(TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream', readFileSync(file));
    } else if (path === '/client.js') send('text/javascript', client);
    else if (path === '/bare.js') send('text/javascript', script);
    else send('text/html', page);
  });
  const io = new Server(http, { transports: ['websocket'], serveClient: false });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    stop: async () => {
      await io.close();
      http.closeAllConnections();
    },
  };
}
