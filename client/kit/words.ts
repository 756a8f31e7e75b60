import type { ClockName } from '../../shared/clocks/types.ts';
import type { ReturnReason } from '../../shared/order/events.ts';
import type { Channel, Kind, Status } from '../../shared/order/state.ts';
import type { Role } from '../../shared/people/member.ts';
import { language } from './i18n.ts';

const en = (): boolean => language() === 'en';
const pick =
  <K extends string>(zh: Record<K, string>, english: Record<K, string>) =>
  (key: K): string =>
    (en() ? english : zh)[key];

export const word = {
  status: pick<Status>(
    {
      new: '待派单',
      dispatched: '待接单',
      handling: '办理中',
      done: '待评价',
      closed: '已办结',
      declined: '不予受理',
      merged: '已并单',
    },
    {
      new: 'To dispatch',
      dispatched: 'To claim',
      handling: 'Handling',
      done: 'To rate',
      closed: 'Closed',
      declined: 'Declined',
      merged: 'Merged',
    },
  ),
  clock: pick<ClockName>(
    {
      dispatch: '派单',
      respond: '响应',
      arrive: '到场',
      feedback: '反馈',
      resolve: '办结',
      upstream: '上级时限',
    },
    {
      dispatch: 'dispatch',
      respond: 'respond',
      arrive: 'arrive',
      feedback: 'feedback',
      resolve: 'resolve',
      upstream: 'upstream',
    },
  ),
  channel: pick<Channel>(
    {
      qr: '扫码',
      web: '网页',
      phone: '电话',
      hotline12345: '12345',
      grid: '网格',
      visit: '走访',
      counter: '窗口',
      council: '议事会',
      open311: 'Open311',
    },
    {
      qr: 'QR code',
      web: 'web',
      phone: 'phone',
      hotline12345: '12345',
      grid: 'grid',
      visit: 'visit',
      counter: 'counter',
      council: 'council',
      open311: 'Open311',
    },
  ),
  kind: pick<Kind>(
    { request: '诉求', wish: '微心愿', preventive: '未诉先办', recurring: '定期服务' },
    { request: 'request', wish: 'wish', preventive: 'preventive', recurring: 'recurring' },
  ),
  role: pick<Role>(
    {
      officer: '值班员',
      worker: '网格员',
      volunteer: '志愿者',
      specialist: '部门经办',
      leader: '社区书记',
      admin: '管理员',
    },
    {
      officer: 'duty officer',
      worker: 'grid worker',
      volunteer: 'volunteer',
      specialist: 'specialist',
      leader: 'leader',
      admin: 'administrator',
    },
  ),
  returnReason: pick<ReturnReason>(
    {
      not_my_area: '属地不符',
      unclear_ownership: '权属不清',
      overlapping_duties: '职能交叉',
      beyond_ability: '能力不足',
      no_time: '时间冲突',
      wrong_information: '信息有误',
      other: '其他',
    },
    {
      not_my_area: 'not my area',
      unclear_ownership: 'unclear ownership',
      overlapping_duties: 'overlapping duties',
      beyond_ability: 'beyond ability',
      no_time: 'no time',
      wrong_information: 'wrong information',
      other: 'other',
    },
  ),
};
