import { type Component, Show } from 'solid-js';
import { EmptyState } from '../../ui/index.ts';
import { Shown, Topic } from '../frame/Topic.tsx';
import { useOffice } from '../office.ts';
import { Workbench } from './Workbench.tsx';
import { t } from './words.ts';

/** `/admin/import`: ticket files of other systems come in as history. */
export const Import: Component = () => {
  const office = useOffice();
  return (
    <Topic title={t().title} lead={t().lead}>
      <Show when={office.self().editable} fallback={<EmptyState icon="lock" title={t().adminsOnly} />}>
        <Shown of={office.areas}>{(areas) => <Workbench areas={areas()} />}</Shown>
      </Show>
    </Topic>
  );
};
