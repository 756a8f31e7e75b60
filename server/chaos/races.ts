import { expect } from 'vitest';
import type { Member } from '../../shared/people/member.ts';
import type { CommandAck } from '../../shared/protocol/socket.ts';
import type { Cluster } from '../testing/cluster.ts';
import { type Line, openLine, until } from '../testing/live.ts';
import { AREAS } from '../testing/world.ts';
import { boardInDatabase, openDesk, pooledOrder, shownOn } from './desk.ts';

interface Claimer {
  readonly member: Member;
  readonly line: Line;
}

export interface RaceFigures {
  /** Milliseconds from the claims until the last person knew, one for each round. */
  readonly knownAfterMs: readonly number[];
}

/** Opens this many volunteers' lines, spread evenly over the servers. */
async function gather(cluster: Cluster, count: number): Promise<Claimer[]> {
  const claimers: Claimer[] = [];
  for (let i = 0; i < count; i += 1) {
    const { member, cookie } = await cluster.signIn({ roles: ['volunteer'] });
    const server = cluster.servers[i % cluster.servers.length];
    if (server) claimers.push({ member, line: openLine(server, cookie) });
  }
  await Promise.all(claimers.map(({ line }) => line.hello()));
  return claimers;
}

/** Exactly one accepted, every other told the winner's name (S2, O13). */
function checkAnswers(claimers: readonly Claimer[], answers: readonly CommandAck[]): Member {
  const winners = claimers.filter((_, i) => answers[i]?.ok);
  expect(winners).toHaveLength(1);
  const winner = winners[0]?.member as Member;
  for (const answer of answers)
    if (!answer.ok) expect(answer).toMatchObject({ code: 'already_claimed', details: { by: winner.name } });
  return winner;
}

/**
 * Round after round, everybody claims one order in the same moment on every server; afterwards all know who has it, and the
 * boards of all servers hold what the database holds.
 */
export async function raceClaims(
  cluster: Cluster,
  { claimers: count, rounds }: { readonly claimers: number; readonly rounds: number },
): Promise<RaceFigures> {
  const desks = await Promise.all(cluster.servers.map((server) => openDesk(cluster, server)));
  const claimers = await gather(cluster, count);
  const knownAfterMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const desk = desks[round % desks.length];
    if (!desk) throw new Error('a cluster has servers');
    const orderId = await pooledOrder(desk.line);
    const began = performance.now();
    const answers = await Promise.all(claimers.map(({ line }) => line.command('claim', orderId)));
    const winner = checkAnswers(claimers, answers);
    await until(() => {
      for (const { line } of claimers) expect(line.latest(orderId)?.status).toBe('handling');
      for (const { board } of desks)
        expect(shownOn(board)[orderId]?.[1].slice(0, 3)).toEqual(['handling', 3, winner._id]);
    });
    knownAfterMs.push(performance.now() - began);
    const stored = await cluster.store.models.orders.findById(orderId).lean();
    expect(stored?.holder?.memberId).toBe(winner._id);
    expect(stored?.history.filter((event) => event.type === 'claimed')).toHaveLength(1);
  }
  const truth = await boardInDatabase(cluster, AREAS.north);
  await until(() => {
    for (const { board } of desks) expect(shownOn(board)).toEqual(truth);
  });
  for (const { line } of claimers) line.hangUp();
  for (const desk of desks) desk.leave();
  return { knownAfterMs };
}
