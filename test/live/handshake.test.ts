import { expect } from 'chai';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import { createGateway, type Screen } from '../../server/live/gateway.ts';

describe('a login that ends while its screen is being let in', () => {
  it('is asked for again, since nobody could have told a screen that was not there yet', async () => {
    const http = createServer();
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const screen: Screen = { actor: { id: 'person', name: '', grants: [] }, loginId: 'login', authzVersion: 1 };
    let [asked, letIn]: [number, () => void] = [0, () => undefined];
    const begun = new Promise<void>((resolve) => { letIn = resolve; });
    const gateway = createGateway(http, {
      slices: [], isOwnOrigin: () => true, log: () => undefined,
      whoIs: async () => {
        asked += 1;
        if (asked > 1) return null;
        // Read while the login was still open; the news of its end comes before the answer does.
        letIn();
        await new Promise((resolve) => setTimeout(resolve, 50));
        return screen;
      },
    });
    const socket = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { transports: ['websocket'], reconnection: false });
    const gone = new Promise<string>((resolve) => socket.on('disconnect', resolve));
    await begun;
    gateway.publish([{ stream: 'user:person', seq: 1 }]);
    expect(await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 1_000, 'lives on'))])).to.equal('io server disconnect');
    socket.disconnect();
    await gateway.drain(0);
  });
});
