import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CoreInstance } from '../../packages/matching/bench/core.ts';
import type { Ranking } from '../../packages/matching/src/engine/ranking.ts';

/** One way to do it in C++: heaps of held children, bits, or bits with children in waves. */
export interface CppRun {
  readonly ms: number;
  readonly proposals: number;
  readonly checksum: number;
}

export interface Cpp {
  solve(instance: CoreInstance, ranking: Ranking): Readonly<Record<'heaps' | 'bits' | 'waves', CppRun>>;
  close(): void;
}

const source = path.resolve(import.meta.dirname, '../../packages/matching/bench/core.cpp');

/** Compiles packages/matching/bench/core.cpp. @returns null when this machine has no C++ compiler */
export function cpp(): Cpp | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'opptak-cpp-'));
  const program = path.join(folder, 'core');
  const close = () => rmSync(folder, { recursive: true });
  const compiler = ['g++', 'clang++', 'c++'].find(
    (name) => spawnSync(name, ['-O3', '-march=native', '-std=c++17', '-o', program, source]).status === 0,
  );
  if (!compiler) {
    close();
    return null;
  }
  return {
    close,
    solve({ entries, seats }, { positionOf }) {
      const file = path.join(folder, 'instance');
      const { offset, group } = entries;
      const sizes = Int32Array.of(offset.length - 1, group.length, seats.length);
      writeFileSync(file, Buffer.concat([sizes, offset, group, positionOf, seats].map(bytesOf)));
      const runs = Math.max(5, Math.floor(2_000_000 / offset.length));
      const { status, stdout, stderr } = spawnSync(program, [file, String(runs)]);
      if (status !== 0) throw new Error(stderr.toString());
      return JSON.parse(stdout.toString());
    },
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** The same number for the same places, as the C++ program counts it. */
export const checksumOf = (places: Int32Array): number =>
  places.reduce((sum, place) => (Math.imul(sum, 31) + place) | 0, 0) >>> 0;
