import { render } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import type { RatesRow } from '../../shared/protocol/dto.ts';
import { Rates } from './Rates.tsx';

const some: RatesRow = {
  responded: { count: 9, total: 10 },
  completed: { count: 8, total: 10 },
  solved: { count: 0, total: 4 },
  satisfied: { count: 0, total: 0 },
};

test('R5 rates that are still being read are not called none, and none are not 0 %', () => {
  const [rates, setRates] = createSignal<RatesRow>();
  const { container } = render(() => <Rates rates={rates()} />);
  expect(container.textContent).not.toContain('暂无数据');
  expect(container.textContent).not.toMatch(/\d|%/);
  expect(container.querySelector('[aria-busy="true"]')).not.toBeNull();
  setRates(some);
  expect(container.textContent).toContain('90.0%9/10');
  expect(container.textContent).toContain('0.0%0/4');
  expect(container.textContent).toContain('暂无数据0/0');
  expect(container.querySelector('[aria-busy="true"]')).toBeNull();
});
