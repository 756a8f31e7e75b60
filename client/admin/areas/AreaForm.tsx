import { type Component, Show } from 'solid-js';
import type { Area, AreaLevel } from '../../../shared/areas/area.ts';
import { api } from '../../kit/api.ts';
import { TextInput, TreeSelect } from '../../ui/index.ts';
import { Editor } from '../form/Editor.tsx';
import { FormField } from '../form/FormField.tsx';
import { createForm } from '../form/form.ts';
import { useOffice } from '../office.ts';
import { ADMIN } from '../paths.ts';
import { t, wrongWords } from '../words.ts';
import { isNumbered, levelBelow } from './tree.ts';

interface AreaFormProps {
  /** Null for a new one. */
  readonly area: Area | null;
  readonly parent: Area | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const valuesOf = (area: Area | null, parentId: string) => ({
  parentId,
  name: area?.name ?? '',
  letters: area?.letters ?? '',
  hotline: area?.hotline ?? '',
});

/** A new area below another, or what may be changed of one: it never moves (P41). */
export const AreaForm: Component<AreaFormProps> = (props) => {
  const office = useOffice();
  const { area } = props;
  const form = createForm({
    from: { values: valuesOf(area, props.parent?._id ?? area?.parentId ?? ''), rev: area?.rev ?? 0 },
    save: async (changed, rev, all) => {
      const letters = isNumbered(level()) ? { letters: all.letters } : {};
      if (!area) {
        const { name, hotline, parentId } = all;
        const sort = office.areas.value()?.length ?? 0;
        await api.post(ADMIN.areas, {
          name,
          hotline,
          parentId: parentId || null,
          level: level(),
          sort,
          ...letters,
        });
        return;
      }
      await api.patch(ADMIN.area(area._id), { ...changed, rev });
    },
    newest: async () => {
      await office.areas.reload();
      const now = area ? office.area(area._id) : undefined;
      return now ? { values: valuesOf(now, now.parentId ?? ''), rev: now.rev ?? 0 } : null;
    },
    wrong: wrongWords,
    onSaved: props.onSaved,
  });
  const level = (): AreaLevel => {
    if (area) return area.level;
    const above = office.area(form.values.parentId);
    return levelBelow(above?.level ?? null) ?? 'group';
  };
  return (
    <Editor
      form={form}
      title={area ? t().areas.edit(area.name) : t().areas.addOne(t().levels[level()])}
      save={area ? t().save : t().add}
      onClose={props.onClose}
    >
      <Show when={!area}>
        <FormField form={form} name="parentId" label={t().areas.parent} hint={t().areas.parentHint}>
          <TreeSelect
            label={t().areas.parent}
            nodes={office.areaNodes().filter((node) => office.area(node.id)?.level !== 'group')}
            value={form.values.parentId}
            onValue={(id) => form.set('parentId', id)}
            onClear={() => form.set('parentId', '')}
            clearLabel={t().clear}
            emptyText={t().form.noMatch}
            placeholder={t().areas.top}
          />
        </FormField>
      </Show>
      <FormField form={form} name="name" label={t().areas.nameOf(t().levels[level()])} required>
        <TextInput value={form.values.name} onValue={(name) => form.set('name', name)} maxLength={60} />
      </FormField>
      <Show when={isNumbered(level())}>
        <FormField form={form} name="letters" label={t().areas.letters} hint={t().areas.lettersHint} required>
          <TextInput
            value={form.values.letters}
            onValue={(letters) => form.set('letters', letters.toUpperCase())}
            maxLength={4}
            autocapitalize="characters"
          />
        </FormField>
        <FormField
          form={form}
          name="hotline"
          label={t().areas.hotline}
          aside={t().optional}
          hint={t().areas.hotlineHint}
        >
          <TextInput
            value={form.values.hotline}
            onValue={(hotline) => form.set('hotline', hotline)}
            inputmode="tel"
            maxLength={30}
          />
        </FormField>
      </Show>
    </Editor>
  );
};
