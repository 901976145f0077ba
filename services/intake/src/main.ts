/** The process of this service. */
import { runAsProcess } from '@opptak/service';
import { intake } from './index.ts';

await runAsProcess(intake);
