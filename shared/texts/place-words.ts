import type { AreaLevel } from '../areas/area.ts';
import type { Grade } from '../catalogue/catalogue.ts';
import type { ClockName, ClockState, DeadlineRule } from '../clocks/types.ts';
import type { Role } from '../people/member.ts';
import type { Dimension } from '../rating/score.ts';
import type { Both } from './language.ts';

interface PlaceWords {
  readonly role: { readonly [role in Role]: string };
  readonly level: { readonly [level in AreaLevel]: string };
  readonly grade: { readonly [grade in Grade]: string };
  readonly dimension: { readonly [dimension in Dimension]: string };
  readonly clock: { readonly [clock in ClockName]: string };
  readonly clockState: { readonly [state in ClockState]: string };
  /** `{n}` is the rule's own number. */
  readonly deadline: { readonly [kind in DeadlineRule['kind']]: string };
}

/** Words of people, places, scores and clocks. */
export const PLACE_WORDS: Both<PlaceWords> = {
  'zh-CN': {
    role: {
      officer: '值班员',
      worker: '网格员',
      volunteer: '志愿者',
      specialist: '部门经办',
      leader: '社区书记',
      admin: '管理员',
    },
    level: { street: '街道', community: '社区', grid: '网格', group: '户组' },
    grade: { simple: '简单', complex: '复杂', project: '项目' },
    dimension: { speed: '办理速度', effect: '解决效果', attitude: '服务态度' },
    clock: {
      dispatch: '派单',
      respond: '响应',
      arrive: '到场',
      feedback: '反馈',
      resolve: '办结',
      upstream: '上级时限',
    },
    clockState: { running: '计时中', paused: '已暂停', met: '已完成', breached: '已超时' },
    deadline: {
      minutes: '{n} 分钟',
      hours: '{n} 小时',
      working_hours: '{n} 个工作小时',
      half_day: '不过晌',
      overnight: '不过夜',
      week: '不过周',
      workdays: '{n} 个工作日',
      until: '指定时间',
    },
  },
  en: {
    role: {
      officer: 'duty officer',
      worker: 'grid worker',
      volunteer: 'volunteer',
      specialist: 'specialist',
      leader: 'leader',
      admin: 'administrator',
    },
    level: { street: 'street', community: 'community', grid: 'grid', group: 'household group' },
    grade: { simple: 'simple', complex: 'complex', project: 'project' },
    dimension: { speed: 'Speed', effect: 'Effect', attitude: 'Attitude' },
    clock: {
      dispatch: 'dispatch',
      respond: 'respond',
      arrive: 'arrive',
      feedback: 'feedback',
      resolve: 'resolve',
      upstream: 'upstream',
    },
    clockState: { running: 'running', paused: 'paused', met: 'met', breached: 'overdue' },
    deadline: {
      minutes: '{n} minutes',
      hours: '{n} hours',
      working_hours: '{n} working hours',
      half_day: 'within half a day',
      overnight: 'by the end of the day',
      week: 'within a week',
      workdays: '{n} workdays',
      until: 'by a set time',
    },
  },
};
