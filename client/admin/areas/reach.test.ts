import { expect, it } from 'vitest';
import { leadsToThisMachine } from './reach.ts';

it.each([
  ['http://127.0.0.1:3000', true],
  ['http://localhost:3000', true],
  ['http://[::1]:3000', true],
  ['http://paidan.localhost', true],
  ['http://192.168.1.20:3000', false],
  ['https://paidan.example.cn', false],
  ['http://127.example.cn', false],
])('U102 %s leads to the machine itself: %s', (address, expected) => {
  expect(leadsToThisMachine(address)).toBe(expected);
});
