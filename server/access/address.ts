import type { IncomingMessage } from 'node:http';
import express from 'express';

/** Express's `trust proxy` value of the setting: nobody, everybody, a number of hops, or a list of addresses (P32). */
export function trustOf(setting: string | null): boolean | number | string {
  if (setting === null || setting === 'false') return false;
  if (setting === 'true') return true;
  return /^\d+$/.test(setting) ? Number(setting) : setting;
}

/** Finds the address of whoever asks, for requests that do not pass through Express: the same rule as `request.ip`. */
export function makeAddressReader(setting: string | null): (request: IncomingMessage) => string {
  const app = express();
  app.set('trust proxy', trustOf(setting));
  const isTrusted = app.get('trust proxy fn') as (address: string, hop: number) => boolean;
  return (request) => {
    const forwarded = request.headers['x-forwarded-for'];
    const named = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',');
    // Nearest first: each is believed only when everybody nearer is trusted.
    const hops = [request.socket.remoteAddress ?? '', ...named.map((one) => one.trim()).reverse()].filter(
      (one) => one !== '',
    );
    return hops.find((address, hop) => !isTrusted(address, hop)) ?? hops.at(-1) ?? '';
  };
}
