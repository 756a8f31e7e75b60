import { type Component, Show } from 'solid-js';
import { api } from '../../kit/api.ts';
import { named } from '../../kit/i18n.ts';
import { TextInput } from '../../ui/index.ts';
import { AreasField } from '../form/AreasField.tsx';
import { Editor } from '../form/Editor.tsx';
import { FormField, Theirs } from '../form/FormField.tsx';
import { createForm } from '../form/form.ts';
import { PickField } from '../form/PickField.tsx';
import { WordsField } from '../form/WordsField.tsx';
import { type Unit, type UnitKind, useOffice } from '../office.ts';
import { ADMIN } from '../paths.ts';
import { t, wrongWords } from '../words.ts';

interface UnitFormProps {
  readonly kind: UnitKind;
  /** Null for a new one. */
  readonly unit: Unit | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const valuesOf = (unit: Unit | null) => ({
  name: unit?.name ?? '',
  areaIds: [...(unit?.areaIds ?? [])],
  skills: [...(unit?.skills ?? [])],
  itemIds: [...(unit?.itemIds ?? [])],
  phone: unit?.phone ?? '',
});

export const UnitForm: Component<UnitFormProps> = (props) => {
  const office = useOffice();
  const { unit, kind } = props;
  const isTeam = kind === 'teams';
  const form = createForm({
    from: { values: valuesOf(unit), rev: unit?.rev ?? 0 },
    save: async (changed, rev, { name, areaIds, skills, itemIds, phone }) => {
      if (unit) await api.patch(ADMIN.unit(kind, unit._id), { ...changed, rev });
      else
        await api.post(ADMIN.units(kind), { name, areaIds, ...(isTeam ? { skills } : { itemIds, phone }) });
    },
    newest: async () => {
      await office.units(kind).reload();
      const now = office
        .units(kind)
        .value()
        ?.find((one) => one._id === unit?._id);
      return now ? { values: valuesOf(now), rev: now.rev ?? 0 } : null;
    },
    wrong: wrongWords,
    onSaved: props.onSaved,
  });
  const items = () => office.catalogue.value()?.items.filter((item) => item.active) ?? [];
  const category = (id: string) => office.catalogue.value()?.categories.find((one) => one._id === id);
  const itemNames = (ids: readonly string[]): string =>
    items()
      .filter((item) => ids.includes(item._id))
      .map(named)
      .join(t().comma);
  return (
    <Editor
      form={form}
      size={isTeam ? 'normal' : 'wide'}
      title={unit ? t().form.editTitle(unit.name) : t()[kind].add}
      save={unit ? t().save : t().add}
      onClose={props.onClose}
    >
      <FormField form={form} name="name" label={t().name} required>
        <TextInput value={form.values.name} onValue={(name) => form.set('name', name)} maxLength={60} />
      </FormField>
      <FormField
        form={form}
        name="areaIds"
        label={t().area}
        hint={t().form.areasHint}
        required
        show={(ids) => ids.map(office.areaPathName).join(t().comma)}
      >
        <AreasField value={form.values.areaIds} onValue={(ids) => form.set('areaIds', ids)} />
      </FormField>
      <Show
        when={isTeam}
        fallback={
          <>
            <FormField form={form} name="phone" label={t().phone} aside={t().optional}>
              <TextInput
                value={form.values.phone}
                onValue={(phone) => form.set('phone', phone)}
                inputmode="tel"
                maxLength={24}
              />
            </FormField>
            <PickField
              label={t().departments.duty}
              options={items().map((item) => {
                const above = category(item.categoryId);
                return { id: item._id, name: named(item), hint: above ? named(above) : undefined };
              })}
              value={form.values.itemIds}
              onValue={(ids) => form.set('itemIds', ids)}
              error={form.error('itemIds')}
            />
            <Theirs form={form} name="itemIds" show={itemNames} />
          </>
        }
      >
        <FormField
          form={form}
          name="skills"
          label={t().skills}
          aside={t().optional}
          hint={t().form.wordsHint}
          show={(words) => words.join(t().comma)}
        >
          <WordsField value={form.values.skills} onValue={(skills) => form.set('skills', skills)} />
        </FormField>
      </Show>
    </Editor>
  );
};
