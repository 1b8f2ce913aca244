import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { readConfig } from '../../../server/config.ts';
import { instant } from '../../../server/domain/calendar.ts';
import { signatureOf } from '../../../server/http/webhooks.ts';
import { logProvider, NotTaken, postProvider, type Outgoing } from '../../../server/messages/provider.ts';

const SECRET = Buffer.alloc(32, 3).toString('base64');
const NOW = instant('2026-11-22T06:00:00.000Z');
const message: Outgoing = { id: 'abc', kind: 'reminder_day', to: '+989131234567', text: 'یادآوری: نوبت پاسخگویی' };

describe('a provider of messages', () => {
  let server: Server;
  let url = '';
  let answer: (res: ServerResponse) => void = (res) => res.writeHead(204).end();
  const heard: { readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];

  before(async () => {
    server = createServer((req, res) => {
      let body = '';
      req.setEncoding('utf8').on('data', (text: string) => void (body += text)).on('end', () => {
        heard.push({ headers: req.headers, body });
        answer(res);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    heard.length = 0;
    answer = (res) => res.writeHead(204).end();
  });
  const provider = () => postProvider({ url, sign: (id, at, body) => signatureOf(SECRET, id, at, body), now: () => NOW });
  const fault = async (): Promise<unknown> => provider().give(message).then(() => null, (error: unknown) => error);

  it('is handed JSON, signed as Standard Webhooks are, under the message\'s own id', async () => {
    await provider().give(message);
    const [one] = heard;
    expect(JSON.parse(one?.body ?? '')).to.deep.equal({ type: 'message.send', timestamp: NOW, data: { id: 'abc', kind: 'reminder_day', to: '+989131234567', text: message.text } });
    const seconds = String(Date.parse(NOW) / 1000);
    expect([one?.headers['webhook-id'], one?.headers['webhook-timestamp'], one?.headers['content-type']]).to.deep.equal(['abc', seconds, 'application/json']);
    expect(one?.headers['webhook-signature']).to.equal(signatureOf(SECRET, 'abc', seconds, one?.body ?? ''));
    expect(signatureOf(SECRET, 'abc', seconds, `${one?.body ?? ''} `), 'another body').to.not.equal(one?.headers['webhook-signature']);
  });

  it('has not taken what it did not answer with 2xx; its redirections lead nowhere', async () => {
    for (const status of [400, 401, 404, 429, 500, 503]) {
      answer = (res) => res.writeHead(status).end('{"error":1}');
      expect(await fault()).to.be.instanceOf(NotTaken).and.deep.include({ fault: 'refused', status });
    }
    for (const status of [301, 302, 307, 308]) {
      heard.length = 0;
      answer = (res) => res.writeHead(status, { location: url }).end();
      expect(await fault(), String(status)).to.deep.include({ fault: 'refused' });
      expect(heard.length, 'not followed').to.equal(1);
    }
  });

  it('that cannot be reached, or hangs up, gave no answer', async () => {
    answer = (res) => res.destroy();
    expect(await fault()).to.deep.include({ fault: 'no_answer', status: null });
    const nowhere = postProvider({ url: 'http://127.0.0.1:1/', sign: () => '', now: () => NOW });
    expect(await nowhere.give(message).then(() => null, (error: unknown) => error)).to.deep.include({ fault: 'no_answer' });
  });

  it('is the log where none is named: one line, the telephone masked', async () => {
    const lines: object[] = [];
    await logProvider((line) => void lines.push(line)).give(message);
    expect(lines).to.deep.equal([{ level: 'info', event: 'message', id: 'abc', kind: 'reminder_day', to: '۰۹۱۳ ••• ••۶۷'.replaceAll(' ', '\u00a0'), parts: 1, text: message.text }]);
    expect(JSON.stringify(lines)).to.not.match(/1234567|۱۲۳۴۵۶۷/);
  });

  it('is named by an address that telephones may be told to', () => {
    const faults = (value: string) => readConfig({ MESSAGES_URL: value }).faults.filter((one) => one.startsWith('MESSAGES_URL'));
    for (const good of ['https://sms.example.ir/didar', 'http://127.0.0.1:8080/x', 'http://localhost/x', '']) expect(faults(good), good).to.deep.equal([]);
    for (const wrong of ['http://sms.example.ir/', 'sms.example.ir', 'ftp://127.0.0.1/', 'https://user:word@sms.example.ir/', 'javascript:1']) expect(faults(wrong).length, wrong).to.equal(1);
    expect(faults('https://user:word@sms.example.ir/').join(' '), 'a password is not told on').to.not.contain('word@');
  });
});
