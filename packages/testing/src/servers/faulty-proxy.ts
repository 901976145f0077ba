import net from 'node:net';

/** What the network does: passes bytes on, loses them without a word, or cuts what is connected and lets nobody in. */
export type NetworkFault = 'pass' | 'lose' | 'cut';

/** A TCP proxy on localhost that can be made faulty. */
export interface FaultyProxy {
  /** An address of the server, as it is through the proxy. */
  through(address: string): string;
  become(fault: NetworkFault): void;
  close(): Promise<void>;
}

/** Stands between a client and the server at an address, to see what the client does when the network fails. */
export async function startFaultyProxy(address: string): Promise<FaultyProxy> {
  const { hostname: host, port, protocol } = new URL(address);
  const target = { host, port: Number(port || (protocol.startsWith('redis') ? 6379 : 5432)) };
  let fault: NetworkFault = 'pass';
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    if (fault === 'cut') {
      client.destroy();
      return;
    }
    const upstream = net.connect(target);
    const pair: [net.Socket, net.Socket][] = [
      [client, upstream],
      [upstream, client],
    ];
    for (const [from, to] of pair) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        // A network that loses everything loses the news of the end as well.
        if (fault !== 'lose') to.destroy();
      });
      from.on('data', (bytes) => {
        if (fault === 'pass') to.write(bytes);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const here = server.address();
  if (typeof here !== 'object' || !here) throw new Error('The proxy has no port');
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    through(direct) {
      const url = new URL(direct);
      url.host = `127.0.0.1:${here.port}`;
      return url.href;
    },
    become(next) {
      fault = next;
      if (next === 'cut') destroyAll();
    },
    async close() {
      destroyAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
