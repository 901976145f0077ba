/** The process of this service. */
import { runAsProcess } from '@opptak/service';
import { feeReduction } from './index.ts';

await runAsProcess(feeReduction);
