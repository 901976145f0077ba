import { createHash } from 'node:crypto';
import { renderLetter } from '../src/index.ts';
import { letterExample } from './letter-example.ts';

/* Run as a process of its own by the test of letters: its bytes must be those of any other process. */
process.stdout.write(createHash('sha256').update(renderLetter(letterExample)).digest('hex'));
