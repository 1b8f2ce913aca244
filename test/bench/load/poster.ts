import { Agent, request } from 'node:http';

/** An answer of the server: its status and its body as text. */
export interface Posted {
  readonly status: number;
  readonly text: string;
}

/** Posts JSON over connections that stay open, as a page's script does it. */
export interface Poster {
  post(path: string, body: object, headers: Readonly<Record<string, string>>): Promise<Posted>;
  close(): void;
}

type Headers = Readonly<Record<string, string>>;

/** Makes a poster to a port of this machine. */
export function createPoster(port: number, most = 128): Poster {
  const agent = new Agent({ keepAlive: true, maxSockets: most, noDelay: true });
  const send = (path: string, text: string, headers: Headers): Promise<Posted> =>
    new Promise((resolve, reject) => {
      const own = { origin: `http://localhost:${port}`, accept: 'application/json', 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
      const sent = request({ agent, port, path, host: '127.0.0.1', method: 'POST', headers: { ...own, ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
        response.on('error', reject);
      });
      // A server ends connections that were idle for some seconds; whoever sends at that moment sends again, as a browser does.
      sent.on('error', (error: NodeJS.ErrnoException) => (sent.reusedSocket && error.code === 'ECONNRESET' ? resolve(send(path, text, headers)) : reject(error)));
      sent.end(text);
    });
  return { post: (path, body, headers) => send(path, JSON.stringify(body), headers), close: () => agent.destroy() };
}
