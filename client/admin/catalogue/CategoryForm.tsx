import type { Component } from 'solid-js';
import type { Category } from '../../../shared/catalogue/catalogue.ts';
import { api } from '../../kit/api.ts';
import { TextInput } from '../../ui/index.ts';
import { Editor } from '../form/Editor.tsx';
import { FormField } from '../form/FormField.tsx';
import { createForm } from '../form/form.ts';
import { useOffice } from '../office.ts';
import { ADMIN } from '../paths.ts';
import { t, wrongWords } from '../words.ts';

interface CategoryFormProps {
  /** Null for a new one. */
  readonly category: Category | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const valuesOf = (category: Category | null) => ({
  name: category?.name ?? '',
  nameEn: category?.nameEn ?? '',
});

export const CategoryForm: Component<CategoryFormProps> = (props) => {
  const office = useOffice();
  const { category } = props;
  const all = () => office.catalogue.value()?.categories ?? [];
  const form = createForm({
    from: { values: valuesOf(category), rev: category?.rev ?? 0 },
    save: async (changed, rev, values) => {
      if (category) await api.patch(ADMIN.entry('categories', category._id), { ...changed, rev });
      else await api.post(ADMIN.entries('categories'), { ...values, sort: all().length + 1 });
    },
    newest: async () => {
      await office.catalogue.reload();
      const now = all().find((one) => one._id === category?._id);
      return now ? { values: valuesOf(now), rev: now.rev ?? 0 } : null;
    },
    wrong: wrongWords,
    onSaved: props.onSaved,
  });
  return (
    <Editor
      form={form}
      title={category ? t().form.editTitle(category.name) : t().catalogue.addCategory}
      save={category ? t().save : t().add}
      onClose={props.onClose}
    >
      <FormField form={form} name="name" label={t().name} required>
        <TextInput value={form.values.name} onValue={(name) => form.set('name', name)} maxLength={60} />
      </FormField>
      <FormField form={form} name="nameEn" label={t().catalogue.nameEn} aside={t().optional}>
        <TextInput value={form.values.nameEn} onValue={(name) => form.set('nameEn', name)} maxLength={60} />
      </FormField>
    </Editor>
  );
};
