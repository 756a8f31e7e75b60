import type { Component } from 'solid-js';
import { GRADES, type Grade, type Item } from '../../../shared/catalogue/catalogue.ts';
import type { DeadlineRule } from '../../../shared/clocks/types.ts';
import { deadlineText, text } from '../../../shared/texts/index.ts';
import { api } from '../../kit/api.ts';
import { language, named } from '../../kit/i18n.ts';
import { Checkbox, Select, TextInput } from '../../ui/index.ts';
import { Editor } from '../form/Editor.tsx';
import { FormField, Theirs } from '../form/FormField.tsx';
import { createForm } from '../form/form.ts';
import { PickField } from '../form/PickField.tsx';
import { WordsField } from '../form/WordsField.tsx';
import { useOffice } from '../office.ts';
import { ADMIN } from '../paths.ts';
import { t, wrongWords } from '../words.ts';
import styles from './catalogue.module.css';
import { DeadlineField } from './DeadlineField.tsx';
import { EscalationField, escalationWords } from './EscalationField.tsx';

interface ItemFormProps {
  /** Null for a new one. */
  readonly item: Item | null;
  readonly categoryId: string;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const OVERNIGHT: DeadlineRule = { kind: 'overnight' };

export const ItemForm: Component<ItemFormProps> = (props) => {
  const office = useOffice();
  const { item } = props;
  const departments = () => (office.departments.value() ?? []).filter((one) => one.active);
  const valuesOf = (of: Item | null) => ({
    categoryId: of?.categoryId ?? props.categoryId,
    name: of?.name ?? '',
    nameEn: of?.nameEn ?? '',
    keywords: [...(of?.keywords ?? [])],
    skills: [...(of?.skills ?? [])],
    grade: of?.grade ?? 'simple',
    urgent: of?.urgent ?? false,
    deadline: of?.deadline ?? OVERNIGHT,
    escalateAfter: of?.escalateAfter ?? null,
    // A department may name the item that does not name it back; both count when an order is sent.
    departmentIds: (office.departments.value() ?? [])
      .filter((unit) => of && (of.departmentIds.includes(unit._id) || unit.itemIds?.includes(of._id)))
      .map((unit) => unit._id),
  });
  const all = () => office.catalogue.value()?.items ?? [];
  const form = createForm({
    from: { values: valuesOf(item), rev: item?.rev ?? 0 },
    save: async (changed, rev, values) => {
      if (item) await api.patch(ADMIN.entry('items', item._id), { ...changed, rev });
      else await api.post(ADMIN.entries('items'), { ...values, sort: all().length + 1 });
    },
    newest: async () => {
      await Promise.all([office.catalogue.reload(), office.departments.reload()]);
      const now = all().find((one) => one._id === item?._id);
      return now ? { values: valuesOf(now), rev: now.rev ?? 0 } : null;
    },
    wrong: wrongWords,
    onSaved: props.onSaved,
  });
  const unitNames = (ids: readonly string[]): string =>
    departments()
      .filter((unit) => ids.includes(unit._id))
      .map((unit) => unit.name)
      .join(t().comma);
  const categoryName = (id: string): string => {
    const found = office.catalogue.value()?.categories.find((one) => one._id === id);
    return found ? named(found) : '';
  };
  const words = (name: 'keywords' | 'skills', label: string, hint: string) => (
    <FormField
      form={form}
      name={name}
      label={label}
      aside={t().optional}
      hint={hint}
      show={(list) => list.join(t().comma)}
    >
      <WordsField value={form.values[name]} onValue={(list) => form.set(name, list)} />
    </FormField>
  );
  return (
    <Editor
      form={form}
      size="wide"
      title={item ? t().form.editTitle(named(item)) : t().catalogue.addItem}
      description={item ? t().catalogue.runningNote : undefined}
      save={item ? t().save : t().add}
      onClose={props.onClose}
    >
      <div class={styles.two}>
        <FormField form={form} name="name" label={t().name} required>
          <TextInput value={form.values.name} onValue={(name) => form.set('name', name)} maxLength={60} />
        </FormField>
        <FormField form={form} name="nameEn" label={t().catalogue.nameEn} aside={t().optional}>
          <TextInput value={form.values.nameEn} onValue={(name) => form.set('nameEn', name)} maxLength={60} />
        </FormField>
        <FormField form={form} name="categoryId" label={t().catalogue.category} show={categoryName}>
          <Select
            value={form.values.categoryId}
            onValue={(id) => form.set('categoryId', id)}
            options={(office.catalogue.value()?.categories ?? [])
              .filter((one) => one.active || one._id === form.values.categoryId)
              .map((one) => ({ value: one._id, label: named(one) }))}
          />
        </FormField>
        <FormField
          form={form}
          name="grade"
          label={t().catalogue.grade}
          show={(grade) => text(language(), `grade.${grade}`)}
        >
          <Select
            value={form.values.grade}
            onValue={(grade) => form.set('grade', grade as Grade)}
            options={GRADES.map((grade) => ({ value: grade, label: text(language(), `grade.${grade}`) }))}
          />
        </FormField>
      </div>
      <DeadlineField
        value={form.values.deadline}
        onValue={(deadline) => form.set('deadline', deadline)}
        error={form.error('deadline')}
      />
      <Theirs form={form} name="deadline" show={(rule) => deadlineText(language(), rule)} />
      <EscalationField
        value={form.values.escalateAfter}
        onValue={(after) => form.set('escalateAfter', after)}
        error={form.error('escalateAfter')}
      />
      <Theirs form={form} name="escalateAfter" show={escalationWords} />
      <Checkbox
        checked={form.values.urgent}
        onChange={(urgent) => form.set('urgent', urgent)}
        hint={t().catalogue.urgentHint}
      >
        {t().catalogue.urgent}
      </Checkbox>
      <Theirs form={form} name="urgent" show={(on) => (on ? t().yes : t().no)} />
      {words('keywords', t().catalogue.keywords, t().catalogue.keywordsHint)}
      {words('skills', t().skills, t().catalogue.skillsHint)}
      <PickField
        label={t().catalogue.departments}
        options={departments().map((unit) => ({ id: unit._id, name: unit.name }))}
        value={form.values.departmentIds}
        onValue={(ids) => form.set('departmentIds', ids)}
        error={form.error('departmentIds')}
      />
      <Theirs form={form} name="departmentIds" show={unitNames} />
    </Editor>
  );
};
