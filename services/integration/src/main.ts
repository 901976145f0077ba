/** The process of this service. */
import { runAsProcess } from '@opptak/service';
import { integration } from './index.ts';

await runAsProcess(integration);
