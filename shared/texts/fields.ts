import type { Both, Language } from './language.ts';

/** What a field is called in a sentence; anything else is "this field". */
const FIELDS: Both<Readonly<Record<string, string>>> = {
  'zh-CN': {
    text: '内容',
    reason: '原因',
    address: '位置',
    areaId: '区域',
    item: '事项',
    itemId: '事项',
    comment: '评价内容',
    'contact.name': '称呼',
    'contact.phone': '手机号',
    username: '用户名',
    password: '密码',
    name: '名称',
    letters: '编号字母',
    to: '派单对象',
    until: '时限',
    roles: '角色',
    areaIds: '负责区域',
    hours: '服务时间',
    phone: '电话',
    hotline: '热线',
    parentId: '上级区域',
    deadline: '时限',
    week: '工作时间',
    day: '这一天',
  },
  en: {
    text: 'The text',
    reason: 'The reason',
    address: 'The place',
    areaId: 'The area',
    item: 'The item',
    itemId: 'The item',
    comment: 'The comment',
    'contact.name': 'The name',
    'contact.phone': 'The phone number',
    username: 'The user name',
    password: 'The password',
    name: 'The name',
    letters: 'The letters',
    to: 'The receiver',
    until: 'The deadline',
    roles: 'The roles',
    areaIds: 'The areas',
    hours: 'The hours',
    phone: 'The phone number',
    hotline: 'The hotline',
    parentId: 'The area above',
    deadline: 'The deadline',
    week: 'The working hours',
    day: 'The day',
  },
};

/** Words for details that a sentence points at. */
export const pointedWords = (language: Language) => ({
  somebody: language === 'en' ? 'Somebody else' : '别人',
  field: (field: string | undefined): string =>
    FIELDS[language][field ?? ''] ?? (language === 'en' ? 'Something here' : '有一项'),
});
