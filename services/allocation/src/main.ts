/** The process of this service. */
import { runAsProcess } from '@opptak/service';
import { allocation } from './index.ts';

await runAsProcess(allocation);
