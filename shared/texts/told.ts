import type { OrderEventType } from '../order/events.ts';
import type { Both } from './language.ts';

/** What a resident is told of an event on the way to being helped; the rest is the desk's own business. */
export type ToldEvent = Exclude<
  OrderEventType,
  'adopted' | 'gave_up' | 'adopted_rated' | 'sorted' | 'clock_warned' | 'clock_breached' | 'extension_asked'
>;

/** One sentence each, naming roles and never people (P10). */
export const TOLD: Both<{ readonly [type in ToldEvent]: string }> = {
  'zh-CN': {
    submitted: '已经收到，正在安排。',
    dispatched: '值班员已派单，等待接单。',
    claimed: '已有人接单，正在办理。',
    arrived: '经办人已到现场。',
    fed_back: '经办人反馈了进展。',
    completed: '已经办完，请您评价。',
    returned: '经办人退回，值班员会重新安排。',
    declined: '不予受理，原因见说明。',
    escalated: '已报上一级处理。',
    extension_decided: '办理时限有调整，请看新的时限。',
    urged: '已经催办。',
    merged_into: '与同一件事合并办理，进展照样在这里看。',
    unmerged: '恢复单独办理。',
    released: '原接单人未能办理，正在重新安排。',
    reopened: '没有解决，重新办理。',
    rated: '收到评价，谢谢。',
    closed: '已归档。',
    undone: '上一步已撤回。',
  },
  en: {
    submitted: 'Received; it is being arranged.',
    dispatched: 'Sent out by the duty officer, waiting to be claimed.',
    claimed: 'Claimed and being handled.',
    arrived: 'The handler has arrived.',
    fed_back: 'The handler reported progress.',
    completed: 'Done. Please rate it.',
    returned: 'Given back; the duty officer will arrange it anew.',
    declined: 'Not taken up; the reason is given.',
    escalated: 'Passed on to the next level.',
    extension_decided: 'The deadline was reviewed; see the present one.',
    urged: 'Urged.',
    merged_into: 'Handled together with the same matter; follow it here as before.',
    unmerged: 'Handled on its own again.',
    released: 'The first handler could not do it; it is being arranged anew.',
    reopened: 'Not solved; handled again.',
    rated: 'Rated. Thank you.',
    closed: 'Closed.',
    undone: 'The last step was taken back.',
  },
};
