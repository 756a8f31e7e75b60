import type { OrderEventType } from '../order/events.ts';
import type { NoticeType } from '../order/notice-type.ts';
import type { CandidateReason } from '../protocol/dto.ts';
import type { Score } from '../rating/score.ts';
import type { Both, Language } from './language.ts';

const EVENTS: Both<{ readonly [type in OrderEventType]: string }> = {
  'zh-CN': {
    submitted: '收到',
    dispatched: '派单',
    claimed: '接单',
    arrived: '到场',
    fed_back: '反馈',
    completed: '办结',
    returned: '退单',
    declined: '不予受理',
    escalated: '升级',
    extension_asked: '申请延期',
    extension_decided: '延期审批',
    urged: '催办',
    merged_into: '并单',
    adopted: '并入',
    unmerged: '拆单',
    gave_up: '拆出',
    adopted_rated: '并入的诉求已评价',
    sorted: '改正信息',
    released: '释放',
    reopened: '重办',
    rated: '评价',
    closed: '归档',
    undone: '撤销',
    clock_warned: '时限预警',
    clock_breached: '超时',
  },
  en: {
    submitted: 'Received',
    dispatched: 'Dispatched',
    claimed: 'Claimed',
    arrived: 'Arrived',
    fed_back: 'Fed back',
    completed: 'Completed',
    returned: 'Returned',
    declined: 'Declined',
    escalated: 'Escalated',
    extension_asked: 'Extension asked for',
    extension_decided: 'Extension decided',
    urged: 'Urged',
    merged_into: 'Merged',
    adopted: 'Joined by another',
    unmerged: 'Split off',
    gave_up: 'Split off another',
    adopted_rated: 'Joined report rated',
    sorted: 'Corrected',
    released: 'Released',
    reopened: 'Reopened',
    rated: 'Rated',
    closed: 'Closed',
    undone: 'Undone',
    clock_warned: 'Deadline near',
    clock_breached: 'Overdue',
  },
};

const NOTICES: Both<{ readonly [type in NoticeType]: string }> = {
  'zh-CN': {
    new_request: '新诉求',
    offered: '派给你',
    pooled: '放入接单池',
    clock_warning: '快到时限',
    clock_breach: '超时',
    lost_race: '别人先接了',
    released: '已释放',
    returned: '退单',
    escalated: '升级',
    urged: '催办',
    extension_asked: '申请延期',
    extension_decided: '延期已审批',
    low_rating: '低分评价',
    reopened: '重办',
  },
  en: {
    new_request: 'New request',
    offered: 'Offered to you',
    pooled: 'In the open pool',
    clock_warning: 'Deadline near',
    clock_breach: 'Overdue',
    lost_race: 'Somebody was faster',
    released: 'Released',
    returned: 'Returned',
    escalated: 'Escalated',
    urged: 'Urged',
    extension_asked: 'Extension asked for',
    extension_decided: 'Extension decided',
    low_rating: 'Low rating',
    reopened: 'Reopened',
  },
};

const SCORES: Both<{ readonly [score in Score]: string }> = {
  'zh-CN': { 1: '非常\n不满意', 2: '不满意', 3: '基本\n满意', 4: '满意', 5: '非常\n满意' },
  en: { 1: 'Very\npoor', 2: 'Poor', 3: 'Fair', 4: 'Good', 5: 'Very\ngood' },
};

const REASONS: Both<{ readonly [code in CandidateReason['code']]: (value: string) => string }> = {
  'zh-CN': {
    own_grid: () => '负责本网格',
    own_community: () => '负责本社区',
    neighbour_area: () => '相邻区域',
    skill: (value) => value,
    responsible_unit: () => '责任单位',
    load: (value) => `手上${value}件`,
    on_duty: () => '在岗',
    off_duty: () => '不在岗',
    free_from: (value) => `${value} 后有空`,
    handled_similar: (value) => `办过同类${value}件`,
    first_holder: () => '首接人',
    wish_helper: () => '愿意帮办微心愿',
    off_hours: () => '今天没有空',
  },
  en: {
    own_grid: () => 'own grid',
    own_community: () => 'own community',
    neighbour_area: () => 'neighbouring area',
    skill: (value) => value,
    responsible_unit: () => 'responsible unit',
    load: (value) => `holds ${value}`,
    on_duty: () => 'on duty',
    off_duty: () => 'off duty',
    free_from: (value) => `free from ${value}`,
    handled_similar: (value) => `${value} like it`,
    first_holder: () => 'first holder',
    wish_helper: () => 'helps with wishes',
    off_hours: () => 'not free today',
  },
};

export const eventText = (language: Language, type: OrderEventType): string => EVENTS[language][type];
export const noticeText = (language: Language, type: NoticeType): string => NOTICES[language][type];
/** The word of a score; a line break shows where it may be parted. */
export const scoreText = (language: Language, score: Score): string => SCORES[language][score];
export const reasonText = (language: Language, reason: CandidateReason): string =>
  REASONS[language][reason.code](String(reason.value ?? ''));
