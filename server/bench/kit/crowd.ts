import type { CrowdSkills, JoinCrowd, Seen } from './crowd-process.ts';
import { hire, type Remote } from './remote.ts';
import type { Change } from './seen.ts';

/** Viewers spread over processes of their own. */
export interface Crowd {
  join(of: JoinCrowd): Promise<void>;
  begin(): Promise<void>;
  /** Waits until everything has been read and tells when it was seen. */
  finish(changes: readonly Change[]): Promise<Seen>;
  leave(): Promise<void>;
  end(): Promise<void>;
}

export async function gatherCrowd(processes = 2): Promise<Crowd> {
  const halls: Remote<CrowdSkills>[] = await Promise.all(
    Array.from({ length: processes }, () => hire<CrowdSkills>('kit/crowd-process.ts')),
  );
  const sizes = halls.map(() => 0);
  const filled = (): Remote<CrowdSkills>[] => halls.filter((_, i) => (sizes[i] ?? 0) > 0);
  return {
    join: async ({ cookies, ...of }) => {
      const share = Math.ceil(cookies.length / processes);
      for (const [i, hall] of halls.entries()) {
        const own = cookies.slice(i * share, (i + 1) * share);
        sizes[i] = own.length;
        if (own.length > 0) await hall.ask('join', { ...of, cookies: own });
      }
    },
    begin: async () => {
      await Promise.all(filled().map((hall) => hall.ask('begin', undefined)));
    },
    finish: async (changes) => {
      const parts = await Promise.all(filled().map((hall) => hall.ask('finish', changes)));
      const all = sizes.reduce((sum, size) => sum + size, 0);
      const weighed = (of: (seen: Seen) => number): number =>
        parts.reduce((sum, seen, i) => sum + (of(seen) * (sizes[i] ?? 0)) / all, 0);
      return {
        latencies: concat(parts.map((seen) => seen.latencies)),
        missing: Math.max(...parts.map((seen) => seen.missing)),
        bytesPerViewer: weighed((seen) => seen.bytesPerViewer),
        framesPerViewer: weighed((seen) => seen.framesPerViewer),
      };
    },
    leave: async () => {
      await Promise.all(filled().map((hall) => hall.ask('leave', undefined)));
    },
    end: async () => {
      await Promise.all(halls.map((hall) => hall.end()));
    },
  };
}

function concat(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
