/** Runs the receiver: WEBHOOK_SECRET=whsec_… [PORT=4300] [STATE_FILE=state.json] node main.ts */
import { startReceiver } from './receiver.ts';

const { WEBHOOK_SECRET: secret, PORT: port = '4300', STATE_FILE: file } = process.env;

const receiver = await startReceiver({
  port: Number(port),
  ...(secret ? { secret: secret.split(' ') } : {}),
  ...(file ? { file } : {}),
});
process.stdout.write(`Takes webhooks at ${receiver.url}, shows them at ${receiver.url}state\n`);
if (!secret) process.stdout.write('No WEBHOOK_SECRET: everything is refused until it is set.\n');

const stop = (): void => void receiver.stop();
process.once('SIGTERM', stop).once('SIGINT', stop);
