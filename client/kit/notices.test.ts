import { createRoot } from 'solid-js';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../shared/protocol/socket.ts';
import { makeNotices } from './notices.ts';
import { makeMemoryStore } from './storage.ts';

const notice = (id: string): Notice => ({
  id,
  type: 'new_request',
  at: 0,
  orderId: `order of ${id}`,
  orderNo: 'TY26-1',
  title: '三楼路灯不亮',
  areaId: 'tongyinli-3',
  urgent: false,
});

describe('notices', () => {
  it('U90 a notice delivered twice is told and counted once, also after the page was read again', () => {
    createRoot((end) => {
      const store = makeMemoryStore();
      const heard: string[] = [];
      const first = makeNotices('duty1', store);
      first.onNew((one) => heard.push(one.id));
      for (const id of ['a', 'b', 'a', 'b']) first.add(notice(id));
      expect(heard).toEqual(['a', 'b']);
      expect(first.unread()).toBe(2);

      const again = makeNotices('duty1', store);
      again.onNew((one) => heard.push(`${one.id} again`));
      again.add(notice('b'));
      expect(heard).toEqual(['a', 'b']);
      expect(again.unread()).toBe(2);
      end();
    });
  });

  it('U90 whoever stopped listening hears no more', () => {
    createRoot((end) => {
      const heard: string[] = [];
      const notices = makeNotices('duty1', makeMemoryStore());
      const stop = notices.onNew((one) => heard.push(one.id));
      stop();
      notices.add(notice('a'));
      expect(heard).toEqual([]);
      expect(notices.unread()).toBe(1);
      end();
    });
  });
});
