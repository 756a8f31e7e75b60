import { type Component, createSignal } from 'solid-js';
import {
  Button,
  Checkbox,
  Combobox,
  Field,
  FileDrop,
  IconButton,
  RadioGroup,
  SearchBox,
  Select,
  Stepper,
  Switch,
  TextArea,
  TextInput,
  TreeSelect,
} from '../index.ts';
import styles from './gallery.module.css';
import { Grid, Section } from './Parts.tsx';
import { areas, items, t } from './samples.ts';

export const FormSection: Component = () => {
  const [text, setText] = createSignal('三楼到五楼的楼道灯都不亮，晚上老人上下楼看不见台阶。');
  const [area, setArea] = createSignal('tyl-3');
  const [item, setItem] = createSignal('light');
  const [choice, setChoice] = createSignal('pool');
  const [on, setOn] = createSignal(true);
  const [query, setQuery] = createSignal('电梯');
  return (
    <Section
      id="forms"
      title="Field, TextInput, TextArea, Select, Combobox, TreeSelect, Checkbox, RadioGroup, Switch"
    >
      <Grid>
        <Field label="标题" hint="一句话，写清是什么事">
          <TextInput value={text()} onValue={setText} />
        </Field>
        <Field label="手机号" aside="选填" error="手机号是11位数字，现在是10位。">
          <TextInput value="1380000567" onValue={() => {}} icon="phone" inputmode="tel" />
        </Field>
        <Field label="账号">
          <TextInput
            value="duty1"
            onValue={() => {}}
            disabled
            end={<IconButton icon="eye" size="small" label="显示" />}
          />
        </Field>
        <Field label="原因" required>
          <TextArea
            value={text()}
            onValue={setText}
            limit={30}
            counter={(used, limit) => `${used} / ${limit}`}
            rows={2}
          />
        </Field>
        <Field label="事项">
          <Select value={item()} onValue={setItem} options={items} />
        </Field>
        <Field label="事项" hint="输入几个字来找">
          <Combobox
            label="事项"
            value={item()}
            onValue={setItem}
            onClear={() => setItem('')}
            clearLabel={t.clear}
            emptyText={t.empty}
            options={items}
          />
        </Field>
        <Field label="地方">
          <TreeSelect label="地方" value={area()} onValue={setArea} nodes={areas} emptyText={t.empty} />
        </Field>
        <Field label="地方">
          <TreeSelect
            label="地方"
            value=""
            onValue={setArea}
            nodes={areas}
            emptyText={t.empty}
            disabled
            placeholder="选一处"
          />
        </Field>
        <Field label="查找" hideLabel>
          <SearchBox value={query()} onValue={setQuery} label={t.search} clearLabel={t.clear} />
        </Field>
        <div class={styles.column}>
          <Checkbox checked={on()} onChange={setOn} hint="联系方式只给办理人看">
            匿名公开
          </Checkbox>
          <Checkbox checked={false} mixed onChange={() => {}}>
            全选
          </Checkbox>
          <Checkbox checked={false} disabled onChange={() => {}}>
            不能改
          </Checkbox>
          <Checkbox checked={false} onChange={() => {}} error="先核对这一项。">
            阀门已关
          </Checkbox>
          <Checkbox checked={on()} onChange={setOn} size="field">
            燃气公司测过浓度
          </Checkbox>
        </div>
        <div class={styles.column}>
          <RadioGroup
            label="派给"
            value={choice()}
            onValue={setChoice}
            options={[
              { value: 'pool', label: '接单池', hint: '本网格的人都能接' },
              { value: 'person', label: '一个人' },
              { value: 'unit', label: '单位', disabled: true },
            ]}
          />
          <RadioGroup
            label="时限"
            layout="row"
            value=""
            onValue={() => {}}
            error="选一个时限。"
            options={[
              { value: 'noon', label: '不过晌' },
              { value: 'night', label: '不过夜' },
            ]}
          />
        </div>
        <RadioGroup
          label="是哪一类"
          hint="不确定就选其他"
          layout="cards"
          value={choice()}
          onValue={setChoice}
          options={[
            { value: 'pool', label: '楼道照明' },
            { value: 'person', label: '其他', hint: '由值班员来分' },
          ]}
        />
        <div class={styles.column}>
          <Switch on={on()} onChange={setOn}>
            新诉求响铃
          </Switch>
          <Switch on={false} onChange={() => {}} busy>
            同步中
          </Switch>
          <Switch on disabled onChange={() => {}}>
            不能改
          </Switch>
          <Switch on={on()} onChange={setOn} look="pill">
            {on() ? t.onDuty : t.offDuty}
          </Switch>
          <Stepper
            label="导入"
            doneLabel="已完成"
            current="map"
            onStep={() => {}}
            steps={[
              { id: 'file', label: '选文件' },
              { id: 'map', label: '对列' },
              { id: 'run', label: '导入' },
            ]}
          />
          <Button variant="primary">{t.submit}</Button>
        </div>
        <FileDrop label="把表格拖到这里，或选择文件" hint="xlsx 或 csv，至多 100,000 行" onFiles={() => {}} />
        <FileDrop label="把表格拖到这里，或选择文件" error="这个文件不是表格。" onFiles={() => {}} />
        <Field label="什么事" size="public" hint="写清什么事、在哪里">
          <TextArea
            value={text()}
            onValue={setText}
            rows={4}
            corner={
              <Button variant="ghost" icon="mic">
                按住说
              </Button>
            }
          />
        </Field>
        <Field label="你的称呼" size="public" aside="选填" error="最多20个字。">
          <TextInput value="" onValue={() => {}} />
        </Field>
      </Grid>
    </Section>
  );
};
