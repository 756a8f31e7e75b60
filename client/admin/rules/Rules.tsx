import type { Component } from 'solid-js';
import type { RulesAnswer } from '../../../shared/protocol/admin.ts';
import { api } from '../../kit/api.ts';
import { createLoaded } from '../../kit/loaded.ts';
import { Shown, Topic } from '../frame/Topic.tsx';
import { useOffice } from '../office.ts';
import { ADMIN } from '../paths.ts';
import { t } from '../words.ts';
import { RulesForm } from './RulesForm.tsx';

/** Clock rules, working hours and limits, with a trial of what they lead to. */
export const Rules: Component = () => {
  const office = useOffice();
  const rules = createLoaded(() => api.get<RulesAnswer>(ADMIN.rules));
  return (
    <Topic title={t().pages.rules} lead={office.self().whole ? t().rules.lead : t().rules.leadReadOnly}>
      <Shown of={rules}>{(answer) => <RulesForm rules={answer()} editable={office.self().whole} />}</Shown>
    </Topic>
  );
};
