import { createRoot } from 'solid-js';
import { expect, test } from 'vitest';
import { ApiFault } from '../../kit/fault.ts';
import { createForm, type Form, type FormParts, type Known } from './form.ts';

interface Area {
  name: string;
  hotline: string;
  tags: string[];
}
const START: Known<Area> = { values: { name: '一网格', hotline: '', tags: ['甲'] }, rev: 3 };

const make = (parts: Partial<FormParts<Area>> = {}): Form<Area> =>
  createRoot(() =>
    createForm<Area>({
      from: START,
      save: () => Promise.resolve(),
      wrong: (field, code) => `${field}:${code}`,
      onSaved: () => undefined,
      ...parts,
    }),
  );
const beaten = () => new ApiFault('changed_meanwhile', '周正刚刚改过', { status: 409 });

test('U51 only what was changed is sent, with the version it was changed from', async () => {
  const sent: unknown[] = [];
  const form = make({ save: async (changed, rev) => void sent.push([changed, rev]) });
  form.set('name', '东门网格');
  await form.submit();
  expect(sent).toEqual([[{ name: '东门网格' }, 3]]);
});

test('U51 when somebody was faster, untouched fields follow, typed ones stay, and both are shown', async () => {
  const sent: [Partial<Area>, number][] = [];
  let saved = 0;
  const form = make({
    save: async (changed, rev) => {
      sent.push([changed, rev]);
      if (rev === 3) throw beaten();
    },
    newest: async () => ({ values: { name: '西门网格', hotline: '0500', tags: ['乙'] }, rev: 5 }),
    onSaved: () => (saved += 1),
  });
  form.set('name', '东门网格');
  await form.submit();
  expect({ ...form.values }).toEqual({ name: '东门网格', hotline: '0500', tags: ['乙'] });
  expect(form.theirs('name')).toBe('西门网格');
  expect(form.theirs('hotline')).toBeUndefined();
  expect(form.problem()).toBe('周正刚刚改过');
  expect(saved).toBe(0);
  await form.submit();
  expect(sent.at(-1)).toEqual([{ name: '东门网格' }, 5]);
  expect(saved).toBe(1);
});

test('U51 what the other one wrote can be taken over', async () => {
  const form = make({
    save: async (_changed, rev) => {
      if (rev === 3) throw beaten();
    },
    newest: async () => ({ values: { ...START.values, tags: ['丙'] }, rev: 4 }),
  });
  form.set('tags', ['丁']);
  await form.submit();
  expect(form.theirs('tags')).toEqual(['丙']);
  form.take('tags');
  expect(form.values.tags).toEqual(['丙']);
  expect(form.theirs('tags')).toBeUndefined();
});

test('U8 each refused field has its own sentence, which goes when it is changed', async () => {
  const form = make({
    save: () =>
      Promise.reject(
        new ApiFault('text_empty', '名称还没有写', {
          details: {
            field: 'name',
            issues: [
              { path: 'name', message: 'text_empty' },
              { path: 'order.hotline', message: 'invalid' },
              { path: 'tags.2', message: 'text_too_long' },
            ],
          },
        }),
      ),
  });
  await form.submit();
  expect(form.error('name')).toBe('name:text_empty');
  expect(form.error('hotline')).toBe('order.hotline:invalid');
  expect(form.error('tags')).toBe('tags.2:text_too_long');
  expect(form.problem()).toBe('');
  form.set('name', '三网格');
  expect(form.error('name')).toBeUndefined();
  expect(form.error('hotline')).not.toBeUndefined();
});

test('U8 what belongs to no field is said above the form, and nothing typed is lost', async () => {
  const form = make({ save: () => Promise.reject(new ApiFault('unavailable', '稍后再试', { status: 503 })) });
  form.set('name', '四网格');
  await form.submit();
  expect(form.problem()).toBe('稍后再试');
  expect(form.values.name).toBe('四网格');
  expect(form.busy()).toBe(false);
});

test('U8 a second press while the first is on its way sends nothing', async () => {
  let calls = 0;
  let finish = (): void => undefined;
  const form = make({
    save: () => {
      calls += 1;
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    },
  });
  const first = form.submit();
  await form.submit();
  finish();
  await first;
  expect(calls).toBe(1);
});
