/** The process of this service. */
import { runAsProcess } from '@opptak/service';
import { notification } from './index.ts';

await runAsProcess(notification);
