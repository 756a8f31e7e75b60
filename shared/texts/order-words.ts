import type { WireCommandType } from '../order/commands.ts';
import type { Closed, EscalationCause, Released, ReturnReason } from '../order/events.ts';
import type { Channel, Kind, Status } from '../order/state.ts';
import type { Both } from './language.ts';

interface OrderWords {
  readonly status: { readonly [status in Status]: string };
  readonly kind: { readonly [kind in Kind]: string };
  readonly channel: { readonly [channel in Channel]: string };
  /** The verb on a button. */
  readonly command: { readonly [command in WireCommandType]: string };
  readonly returnReason: { readonly [reason in ReturnReason]: string };
  readonly closedBy: { readonly [cause in Closed['cause']]: string };
  /** Why an order went up without anybody's decision. */
  readonly escalatedBy: { readonly [cause in Exclude<EscalationCause, 'hand'>]: string };
  readonly releasedBy: { readonly [cause in Released['cause']]: string };
}

export const ORDER_WORDS: Both<OrderWords> = {
  'zh-CN': {
    status: {
      new: '待派单',
      dispatched: '待接单',
      handling: '办理中',
      done: '待评价',
      closed: '已办结',
      declined: '不予受理',
      merged: '已并单',
    },
    kind: { request: '诉求', wish: '微心愿', preventive: '未诉先办', recurring: '定期服务' },
    channel: {
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
    command: {
      submit: '登记',
      dispatch: '派单',
      claim: '接单',
      arrive: '到场',
      feedback: '反馈',
      complete: '办结',
      return: '退单',
      decline: '不予受理',
      escalate: '升级',
      extend: '申请延期',
      approve: '审批延期',
      urge: '催办',
      merge: '并单',
      unmerge: '拆单',
      reopen: '重办',
      close: '归档',
      undo: '撤销',
      release: '释放',
      sort: '改正信息',
      callback: '回访评价',
    },
    returnReason: {
      not_my_area: '属地不符',
      unclear_ownership: '权属不清',
      overlapping_duties: '职能交叉',
      beyond_ability: '能力不足',
      no_time: '时间冲突',
      wrong_information: '信息有误',
      other: '其他',
    },
    closedBy: {
      all_rated: '都已评价',
      timeout: '到期归档',
      callback: '回访归档',
      officer: '值班员归档',
      import: '历史导入',
    },
    escalatedBy: { clock: '超时未办，自动升级', returns: '多次退单，自动升级' },
    releasedBy: { lease: '无人到场，自动释放', holder: '接单人释放', officer: '值班员收回' },
  },
  en: {
    status: {
      new: 'To dispatch',
      dispatched: 'To claim',
      handling: 'Handling',
      done: 'To rate',
      closed: 'Closed',
      declined: 'Declined',
      merged: 'Merged',
    },
    kind: { request: 'request', wish: 'wish', preventive: 'preventive', recurring: 'recurring' },
    channel: {
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
    command: {
      submit: 'Take in',
      dispatch: 'Dispatch',
      claim: 'Claim',
      arrive: 'Arrived',
      feedback: 'Feed back',
      complete: 'Complete',
      return: 'Return',
      decline: 'Decline',
      escalate: 'Escalate',
      extend: 'Ask for extension',
      approve: 'Decide on extension',
      urge: 'Urge',
      merge: 'Merge',
      unmerge: 'Split off',
      reopen: 'Reopen',
      close: 'Close',
      undo: 'Undo',
      release: 'Release',
      sort: 'Correct',
      callback: 'Rate by call-back',
    },
    returnReason: {
      not_my_area: 'not my area',
      unclear_ownership: 'unclear ownership',
      overlapping_duties: 'overlapping duties',
      beyond_ability: 'beyond ability',
      no_time: 'no time',
      wrong_information: 'wrong information',
      other: 'other',
    },
    closedBy: {
      all_rated: 'everybody rated',
      timeout: 'by time',
      callback: 'after a call-back',
      officer: 'by an officer',
      import: 'imported as history',
    },
    escalatedBy: { clock: 'overdue, by the clock', returns: 'returned too often, by rule' },
    releasedBy: { lease: 'nobody arrived', holder: 'by its holder', officer: 'taken back by an officer' },
  },
};
