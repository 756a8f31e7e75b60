import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intlZone } from '../../shared/calendar/intl-zone.ts';
import { CHINA } from '../../shared/calendar/zone.ts';
import { parseDate } from './dates.ts';
import { dayZone } from './day-zone.ts';

const MORNING = Date.UTC(2019, 3, 25, 1, 32, 9);
const MINUTE = Date.UTC(2019, 3, 25, 1, 32);
const NOON = Date.UTC(2019, 3, 25, 4);
const MIDNIGHT = Date.UTC(2019, 3, 24, 16);

describe('dates of ticket files', () => {
  it.each([
    ['2019/4/25 9:32:09', MORNING],
    ['2019-04-25 09:32:09.0', MORNING],
    ['2019.4.25 9:32:09', MORNING],
    ['２０１９／４／２５　９：３２：０９', MORNING],
    ['2019年4月25日 9时32分9秒', MORNING],
    ['2019年4月25日9时32分', MINUTE],
    ['2019年04月25日 上午9:32', MINUTE],
    ['2019年4月25日 星期四 9:32', MINUTE],
    ['2019/4/25（周四）9:32', MINUTE],
    ['2019-04-25T09:32:09', MORNING],
    ['2019-04-25T01:32:09Z', MORNING],
    ['2019-04-25T09:32:09+08:00', MORNING],
    ['20190425093209', MORNING],
    ['201904250932', MINUTE],
    ['20190425', MIDNIGHT],
    [20_190_425, MIDNIGHT],
    [20_190_425_093_209, MORNING],
    ['2019年4月25日中午12点', NOON],
    ['2019年4月25日 12:00 PM', NOON],
    ['2019-4-25 下午3点半', Date.UTC(2019, 3, 25, 7, 30)],
    ['2019-4-25 3:30 pm', Date.UTC(2019, 3, 25, 7, 30)],
    ['2019-4-25 晚上8点', NOON + 8 * 3_600_000],
    ['2019-4-25 凌晨12点', MIDNIGHT],
    ['2019-4-24 24:00', MIDNIGHT],
    [43_580.5, NOON],
    ['43580.5', NOON],
    [new Date(Date.UTC(2019, 3, 25, 12)), NOON],
  ])('I4: %s', (written, instant) => {
    expect(parseDate(written, CHINA)).toBe(instant);
  });

  it('I4: serials of the 1904 system are 1,462 days smaller', () => {
    expect(parseDate(43_580.5 - 1462, CHINA, true)).toBe(NOON);
    expect(parseDate(String(43_580.5 - 1462), CHINA, true)).toBe(NOON);
  });

  it.each([
    '',
    '不知道',
    '2019',
    '2019-13-01',
    '2019-02-29',
    '2019-04-25 25:00',
    '2019-04-25 24:01',
    '2019-04-25 9:60',
    '2019-04-25 9:32:61',
    '25/04/2019',
    '123',
    '2019-04-25 9:32 后',
    '99999',
    Number.NaN,
    12,
    new Date(Number.NaN),
    null,
    true,
  ])('I4: %s is no date', (written) => {
    expect(parseDate(written, CHINA)).toBeNull();
  });

  it('I4: a time comes back whichever way it was written, in any zone', () => {
    const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York'].map(intlZone);
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('1990-01-01T00:00:00Z'),
          max: new Date('2100-01-01T00:00:00Z'),
          noInvalidDate: true,
        }),
        fc.constantFrom(...zones),
        (drawn, zone) => {
          const wall = new Date(Math.floor(drawn.getTime() / 1000) * 1000);
          const [y, mo, d] = [wall.getUTCFullYear(), wall.getUTCMonth() + 1, wall.getUTCDate()];
          const [h, mi, s] = [wall.getUTCHours(), wall.getUTCMinutes(), wall.getUTCSeconds()];
          const expected = parseDate(wall, zone);
          const two = (value: number): string => String(value).padStart(2, '0');
          const meridiem = `${h < 12 ? '上午' : '下午'}${h < 12 ? h : h === 12 ? 12 : h - 12}`;
          for (const written of [
            `${y}/${mo}/${d} ${h}:${mi}:${s}`,
            `${y}-${two(mo)}-${two(d)} ${two(h)}:${two(mi)}:${two(s)}`,
            `${y}年${mo}月${d}日 ${h}时${mi}分${s}秒`,
            `${y}年${mo}月${d}日${meridiem}:${two(mi)}:${two(s)}`,
            `${y}${two(mo)}${two(d)}${two(h)}${two(mi)}${two(s)}`,
            wall.getTime() / 86_400_000 + 25_569,
          ]) {
            expect(parseDate(written, zone)).toBe(expected);
          }
          expect(parseDate(wall, dayZone(zone))).toBe(expected);
        },
      ),
    );
  });
});
