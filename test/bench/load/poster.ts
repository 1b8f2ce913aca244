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

/** Makes a poster to a port of this machine. */
export function createPoster(port: number, most = 128): Poster {
  const agent = new Agent({ keepAlive: true, maxSockets: most, noDelay: true });
  return {
    post: (path, body, headers) =>
      new Promise((resolve, reject) => {
        const text = JSON.stringify(body);
        const sent = request(
          {
            agent, port, path, host: '127.0.0.1', method: 'POST',
            headers: {
              origin: `http://localhost:${port}`, accept: 'application/json', 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers,
            },
          },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
            response.on('error', reject);
          },
        );
        sent.on('error', reject);
        sent.end(text);
      }),
    close: () => agent.destroy(),
  };
}
