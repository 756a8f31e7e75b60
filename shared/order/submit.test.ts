import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../calendar/zone.ts';
import { AREAS, ITEMS, PEOPLE, resident } from '../testing/community.ts';
import { Story, T0 } from '../testing/story.ts';

describe('submit', () => {
  it('O2: a request becomes a new order with one report, known to its community', () => {
    const { order } = new Story().submit({ text: '路灯不亮。晚上很黑', address: '3栋门口' });
    expect(order).toMatchObject({
      status: 'new',
      kind: 'request',
      channel: 'web',
      communityId: 'north',
      areaId: 'grid1',
      levelAreaId: 'north',
      title: '路灯不亮',
      address: '3栋门口',
      round: 1,
      rev: 1,
    });
    expect(order.reports).toHaveLength(1);
    expect(order.reports[0]).toMatchObject({ text: '路灯不亮。晚上很黑', ratings: [], hasContact: false });
  });

  it('O2: a name alone is a contact', () => {
    for (const contact of [{ name: '梁某' }, { name: '梁某', phone: '' }, { phone: '13800001234' }])
      expect(new Story().submit({ contact }).order.reports[0]?.hasContact).toBe(true);
    expect(new Story().submit({ contact: { name: '', phone: '' } }).order.reports[0]?.hasContact).toBe(false);
  });

  it('I18: when it was said elsewhere, and what it was called there, is believed of an import only', () => {
    const said = { title: '别的系统的标题', reportedAt: T0 - HOUR };
    const imported = new Story().submit(said, {}, { kind: 'system', job: 'import' }).order;
    expect(imported).toMatchObject({ title: '别的系统的标题', createdAt: T0, reports: [{ at: T0 - HOUR }] });
    const later = new Story().submit({ reportedAt: T0 + HOUR }, {}, { kind: 'system', job: 'import' }).order;
    expect(later.reports[0]?.at).toBe(T0);
    for (const actor of [resident(null), PEOPLE.officer])
      expect(new Story().submit(said, {}, actor).order.reports[0]?.at).toBe(T0);
  });

  it('O3: the title hides numbers that the report keeps', () => {
    const { order } = new Story().submit({ text: '请打13800001234找我' });
    expect(order.title).toBe('请打138******34找我');
    expect(order.reports[0]?.text).toContain('13800001234');
  });

  it('O4: officers are told of it', () => {
    const story = new Story().submit();
    const decision = new Story().decide(
      resident(null),
      'submit',
      { areaId: 'grid1', text: '灯' },
      {
        area: AREAS.grid1,
        fresh: { orderId: 'o', no: 'N', reportId: 'r', trackingHash: 't', keyHash: 'k' },
      },
    );
    expect(story.order.history).toHaveLength(1);
    expect(decision).toMatchObject({
      ok: true,
      effects: [{ type: 'notice', notice: 'new_request', to: { kind: 'officers' } }],
    });
  });

  it('O5: an item brings its category, urgency and deadline; without one it is due today', () => {
    const lift = new Story().submit({ itemId: 'lift' }, { item: ITEMS.lift }).order;
    expect(lift).toMatchObject({ categoryId: 'repairs', itemId: 'lift', urgent: true });
    expect(lift.clocks.respond?.dueAt).toBe(T0 + 30 * MINUTE);
    expect(lift.clocks.resolve?.rule.kind).toBe('half_day');
    const plain = new Story().submit().order;
    expect(plain.clocks.respond).toBeUndefined();
    expect(plain.clocks.resolve?.rule.kind).toBe('overnight');
    expect(plain.clocks.resolve?.dueAt).toBeLessThan(T0 + 12 * HOUR);
    expect(new Story().submit({ kind: 'wish' }).order.clocks.resolve?.rule.kind).toBe('week');
  });

  it('O6: only staff say that a matter is urgent; a wish never is', () => {
    expect(new Story().submit({ urgent: true }).order.urgent).toBe(false);
    expect(new Story().submit({ urgent: true }, {}, PEOPLE.officer).order.urgent).toBe(true);
    expect(new Story().submit({ urgent: true, kind: 'wish' }, {}, PEOPLE.officer).order.urgent).toBe(false);
    expect(new Story().submit({ urgent: false }, { item: ITEMS.lift }, PEOPLE.officer).order.urgent).toBe(
      false,
    );
  });

  it('O7: staff intake remembers who took it in, its channel and whether it is rated by call-back', () => {
    const { order } = new Story().submit(
      { channel: 'counter', rateByCallback: true, externalNo: 'H-1' },
      {},
      PEOPLE.officer,
    );
    expect(order.channel).toBe('counter');
    expect(order.reports[0]).toMatchObject({ takenBy: 'ouyang', rateByCallback: true, externalNo: 'H-1' });
  });

  it('O7: from a resident’s own hand come requests and wishes through open doors only', () => {
    const { order } = new Story().submit({
      channel: 'hotline12345',
      kind: 'preventive',
      rateByCallback: true,
      externalNo: 'H-1',
    });
    expect(order).toMatchObject({ channel: 'web', kind: 'request' });
    expect(order.reports[0]).not.toHaveProperty('rateByCallback');
    expect(order.reports[0]).not.toHaveProperty('externalNo');
    expect(new Story().submit({ channel: 'qr', kind: 'wish' }).order).toMatchObject({
      channel: 'qr',
      kind: 'wish',
    });
  });

  it('O8: an unknown or closed area or item is refused with its field', () => {
    const story = new Story();
    const payload = { areaId: 'x', text: '灯' };
    expect(story.refuse(resident(null), 'submit', payload, { area: null })).toMatchObject({
      code: 'unknown_area',
      details: { field: 'areaId' },
    });
    expect(
      story.refuse(resident(null), 'submit', payload, { area: { ...AREAS.grid1, active: false } }).code,
    ).toBe('unknown_area');
    expect(
      story.refuse(
        resident(null),
        'submit',
        { ...payload, itemId: 'gone' },
        { area: AREAS.grid1, item: ITEMS.gone },
      ).code,
    ).toBe('unknown_item');
  });

  it('P2: a member who has left submits nothing', () => {
    expect(
      new Story().refuse(PEOPLE.gone, 'submit', { areaId: 'grid1', text: '灯' }, { area: AREAS.grid1 }).code,
    ).toBe('forbidden');
  });
});
