import { expect, test } from 'vitest';
import { minutesOf, nextSpan, spansFault, spansText, timeOf } from './spans.ts';

test('U53 times are taken as people type them, up to the end of the day', () => {
  for (const [text, minutes] of [
    ['08:30', 510],
    ['8:30', 510],
    ['0830', 510],
    ['８：３０', 510],
    [' 24:00 ', 1440],
    ['00:00', 0],
    ['24:01', null],
    ['12:60', null],
    ['noon', null],
    ['', null],
  ] as const)
    expect([text, minutesOf(text)]).toEqual([text, minutes]);
  for (const minutes of [0, 510, 1439, 1440]) expect(minutesOf(timeOf(minutes))).toBe(minutes);
});

test('U53 hours that end before they begin, or overlap, are named', () => {
  expect(
    spansFault([
      { from: 510, to: 720 },
      { from: 720, to: 800 },
    ]),
  ).toBeNull();
  expect(spansFault([{ from: 720, to: 510 }])).toBe('backwards');
  expect(
    spansFault([
      { from: 800, to: 1000 },
      { from: 510, to: 801 },
    ]),
  ).toBe('overlap');
});

test('U53 the next hours come after those there are and end with the day', () => {
  expect(nextSpan([])).toEqual({ from: 510, to: 720 });
  expect(nextSpan([{ from: 510, to: 720 }])).toEqual({ from: 810, to: 1050 });
  const late = nextSpan([{ from: 510, to: 1400 }]);
  expect(late.from < late.to && late.to <= 1440).toBe(true);
  expect(spansText([{ from: 510, to: 720 }], '休')).toBe('08:30–12:00');
  expect(spansText([], '休')).toBe('休');
});
