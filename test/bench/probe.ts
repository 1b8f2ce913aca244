// Loaded before a server that is measured: it answers its parent what the process has spent, and does nothing else.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const loop = monitorEventLoopDelay({ resolution: 5 });
loop.enable();

process.on('message', (message: unknown) => {
  if (message !== 'spent' && message !== 'spent after collecting') return;
  if (message === 'spent after collecting') for (let round = 0; round < 3; round += 1) (globalThis as { gc?: () => void }).gc?.();
  const { user, system } = process.cpuUsage();
  process.send?.({ spent: { cpu: user + system, rss: process.memoryUsage.rss(), loop: loop.max / 1e6 } });
  loop.reset();
});
// The channel to the parent must not keep a server alive that wants to end.
process.channel?.unref();
